/** Known to everyone: of the demo's people only. The seed stores its hash and the name buttons post it. */
export const DEMO_PASSWORD = "a quiet front desk";
