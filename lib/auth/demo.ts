/** Known to everyone: of the demo's people only. The seed stores its hash and the name buttons post it. */
export const DEMO_PASSWORD = "a quiet front desk";

/** The demo's one patient who has set a PIN: known to everyone, and shown at the portal's door in the demo. */
export const DEMO_PATIENT = {
  name: "Ana Morales",
  signInAs: "+13035550110",
  shown: "303-555-0110",
  born: "1987-05-02",
  pin: "481625",
};
