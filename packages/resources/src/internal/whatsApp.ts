/**
 * Users of the WhatsApp service, whom flows and conversations show.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import { WhatsAppUserId } from "../Ids.js"

/** A user of the WhatsApp service. */
export class WhatsAppUser extends Wire.Entity<WhatsAppUser>("WhatsAppUser")(
  {
    /** Id of the user in the WhatsApp service. */
    id: WhatsAppUserId
  },
  {
    /** First name. */
    first_name: Wire.Text,
    /** Last name. */
    last_name: Wire.Text,
    /** E-mail address. */
    email: Wire.Text,
    /** URL of the user's picture. */
    profile_image: Wire.Text,
    /** Id of the user's role. */
    role: Wire.Text,
    /** Id of the user's account in the WhatsApp service. */
    account: Wire.Text,
    /** When the user was created. */
    date_joined: Wire.Timestamp
  }
) {}
