import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readRecord, writeRecord } from "../data-dir.mjs";

const recordName = "secrets.json";

/**
 * The installation's secrets as environment variables, made on the first start and kept in the data directory (0600).
 * @param {string} dataDir
 * @returns {Record<string, string>}
 */
export function keepSecrets(dataDir) {
  const kept = readRecord(dataDir, recordName) ?? {};
  const secrets = { ...newSecrets(), ...kept };
  if (Object.keys(secrets).length > Object.keys(kept).length) writeRecord(dataDir, recordName, secrets);
  return secrets;
}

/** @returns {Record<string, string>} */
function newSecrets() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const telnyx = generateKeyPairSync("ed25519");
  return {
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    HUB_SECRET: randomBytes(32).toString("base64url"),
    TWILIO_ACCOUNT_SID: `AC${randomBytes(16).toString("hex")}`,
    TWILIO_AUTH_TOKEN: randomBytes(16).toString("hex"),
    TELNYX_API_KEY: `KEY${randomBytes(16).toString("hex").toUpperCase()}`,
    // The last 32 bytes of the SPKI are the key itself, as Telnyx shows it.
    TELNYX_PUBLIC_KEY: telnyx.publicKey
      .export({ type: "spki", format: "der" })
      .subarray(-32)
      .toString("base64"),
    SIM_TELNYX_PRIVATE_KEY: telnyx.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    SIM_SMTP_PASSWORD: randomBytes(16).toString("hex"),
    SENDGRID_API_KEY: `SG.${randomBytes(16).toString("base64url")}.${randomBytes(32).toString("base64url")}`,
    SENDGRID_WEBHOOK_PUBLIC_KEY: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    SIM_SENDGRID_PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    SENDGRID_INBOUND_SECRET: randomBytes(18).toString("base64url"),
    FCM_PROJECT_ID: `hub-demo-${randomBytes(3).toString("hex")}`,
  };
}
