const NAMES: Record<string, string> = {
  twilio: "Twilio",
  telnyx: "Telnyx",
  sendgrid: "SendGrid",
  smtp: "the mail server",
  fcm: "Firebase",
};

/** A vendor as people call it. */
export const vendorName = (provider: string): string => NAMES[provider] ?? provider;
