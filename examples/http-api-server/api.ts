/**
 * The API of the application: what its clients see. It says nothing of ActiveCampaign.
 */
import { HttpApi, HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "@effect/platform"
import { Schema } from "effect"

/** A customer of the application. */
export class Customer extends Schema.Class<Customer>("Customer")({
  id: Schema.String,
  email: Schema.NullOr(Schema.String),
  firstName: Schema.NullOr(Schema.String)
}) {}

export class NotFound extends Schema.TaggedError<NotFound>()(
  "NotFound",
  {},
  HttpApiSchema.annotations({ status: 404 })
) {}

export class Invalid extends Schema.TaggedError<Invalid>()(
  "Invalid",
  { issues: Schema.Array(Schema.String) },
  HttpApiSchema.annotations({ status: 422 })
) {}

/** The same request may succeed later. The response has a `Retry-After`. */
export class Unavailable extends Schema.TaggedError<Unavailable>()(
  "Unavailable",
  { seconds: Schema.Number },
  HttpApiSchema.annotations({ status: 503 })
) {}

const customers = HttpApiGroup.make("customers")
  .add(
    HttpApiEndpoint.get("get", "/customers/:id")
      .setPath(Schema.Struct({ id: Schema.NumberFromString.pipe(Schema.int(), Schema.positive()) }))
      .addSuccess(Customer)
  )
  .add(
    HttpApiEndpoint.put("save", "/customers")
      .setPayload(Schema.Struct({ email: Schema.NonEmptyTrimmedString, firstName: Schema.optional(Schema.String) }))
      .addSuccess(Customer)
  )
  .addError(NotFound)
  .addError(Invalid)
  .addError(Unavailable)

export const Api = HttpApi.make("shop").add(customers)
