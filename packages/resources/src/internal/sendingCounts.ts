/**
 * Results of sending: how many e-mails a campaign or one of its messages sent, and what contacts did with them.
 */
import * as Wire from "@effect-activecampaign/core/Wire"

type Count = Wire.Codec<number | null>

/** Codecs of the results. */
export type SendingCounts = {
  /** Number of e-mails sent so far. */
  readonly send_amt: Count
  /** Number of e-mails to send in total. */
  readonly total_amt: Count
  /** Number of opens. A contact can count more than once. */
  readonly opens: Count
  /** Number of contacts who opened the e-mail. */
  readonly uniqueopens: Count
  /** Number of clicks on links. A contact can count more than once. */
  readonly linkclicks: Count
  /** Number of clicks on links. Several clicks by the same contact on the same link count once. */
  readonly uniquelinkclicks: Count
  /** Number of contacts who clicked on a link. */
  readonly subscriberclicks: Count
  /** Number of times that the e-mail was forwarded. */
  readonly forwards: Count
  /** Number of contacts who forwarded the e-mail. */
  readonly uniqueforwards: Count
  /** Number of hard bounces (permanent delivery failures). */
  readonly hardbounces: Count
  /** Number of soft bounces (temporary delivery failures). */
  readonly softbounces: Count
  /** Number of contacts who unsubscribed because of the e-mail. */
  readonly unsubscribes: Count
  /** Number of contacts who unsubscribed and gave a reason. */
  readonly unsubreasons: Count
  /** Number of profile updates by contacts who received the e-mail. */
  readonly updates: Count
  /** Number of times that the e-mail was shared on social networks. */
  readonly socialshares: Count
  /** Number of replies. */
  readonly replies: Count
  /** Number of contacts who replied. */
  readonly uniquereplies: Count
}

/** The results, as shared fields of `Wire.Entity`. */
export const sendingCounts: SendingCounts = {
  send_amt: Wire.Integer,
  total_amt: Wire.Integer,
  opens: Wire.Integer,
  uniqueopens: Wire.Integer,
  linkclicks: Wire.Integer,
  uniquelinkclicks: Wire.Integer,
  subscriberclicks: Wire.Integer,
  forwards: Wire.Integer,
  uniqueforwards: Wire.Integer,
  hardbounces: Wire.Integer,
  softbounces: Wire.Integer,
  unsubscribes: Wire.Integer,
  unsubreasons: Wire.Integer,
  updates: Wire.Integer,
  socialshares: Wire.Integer,
  replies: Wire.Integer,
  uniquereplies: Wire.Integer
}
