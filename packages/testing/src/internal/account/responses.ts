/**
 * Responses that several resources return.
 */
import type { RawResponse } from "../http.js"

/** A success with a body. */
export const ok = (body: unknown): RawResponse => ({ status: 200, body })

/** A row was created. */
export const created = (body: unknown): RawResponse => ({ status: 201, body })

/** A status with a message. */
export const message = (status: number, text: string): RawResponse => ({ status, body: { message: text } })

/** Status of the response to a request that the account does not implement. */
export const notImplemented = 501

/** 404, with ActiveCampaign's internal name of the resource. */
export const notFound = (model: string, id: string): RawResponse =>
  message(404, `No Result found for ${model} with id ${id === "" ? 0 : id}`)

/** 422, with one complaint about a field. */
export const invalid = (title: string, code: string, field: string): RawResponse => ({
  status: 422,
  body: { errors: [{ title, detail: "", code, source: { pointer: `/data/attributes/${field}` } }] }
})

/** An error of the newer parts of the API: a status and a text. */
export const problem = (status: number, title: string, detail: string): RawResponse => ({
  status,
  body: { errors: [{ status, title, detail }] }
})
