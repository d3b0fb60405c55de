import type { StaffRole } from "@/prisma/generated/enums";

export interface DemoStaff {
  name: string;
  email: string;
  role: StaffRole;
  languages: string[];
  teams: string[];
}

export interface DemoClinic {
  slug: string;
  name: string;
  timeZone: string;
  phone: string;
  mail: string;
  /** Senders at the vendors that step in: Telnyx for texts, a mail server for email. */
  standBy?: { phone: string; mail: string };
  address: { line1: string; city: string; state: string; zip: string };
  areaCode: string;
  zip: string;
  teams: string[];
  staff: DemoStaff[];
}

const person = (
  name: string,
  email: string,
  role: StaffRole,
  teams: string[],
  languages = ["en"],
): DemoStaff => ({ name, email, role, teams, languages });

export const CEDAR_LANE: DemoClinic = {
  slug: "cedar-lane",
  name: "Cedar Lane Family Medicine",
  timeZone: "America/Denver",
  phone: "+13035550100",
  mail: "desk@cedarlane.example",
  standBy: { phone: "+13035550111", mail: "desk@mail.cedarlane.example" },
  address: { line1: "410 Cedar Lane", city: "Denver", state: "CO", zip: "80203" },
  areaCode: "303",
  zip: "80203",
  teams: ["Front desk", "Nurses", "Billing"],
  staff: [
    person("Dana Whitfield", "dana@cedarlane.example", "front_desk", ["Front desk", "Billing"]),
    person("Jordan Reyes", "jordan@cedarlane.example", "front_desk", ["Front desk"], ["en", "es"]),
    person("Dr. Osei", "osei@cedarlane.example", "clinician", ["Nurses"]),
    person("Priya Raman", "priya@cedarlane.example", "privacy_officer", []),
    person("Ruth Kessler", "ruth@cedarlane.example", "admin", []),
  ],
};

export const HARBOR: DemoClinic = {
  slug: "harbor-pediatrics",
  name: "Harbor Pediatrics",
  timeZone: "Pacific/Guam",
  phone: "+16715550100",
  mail: "desk@harborpediatrics.example",
  address: { line1: "28 Marine Corps Drive", city: "Hagåtña", state: "GU", zip: "96910" },
  areaCode: "671",
  zip: "96910",
  teams: ["Front desk", "Nurses"],
  staff: [
    person("Tasi Cruz", "tasi@harborpediatrics.example", "front_desk", ["Front desk"]),
    person("Dr. Lina Santos", "santos@harborpediatrics.example", "clinician", ["Nurses"]),
    person("Marcus Blas", "marcus@harborpediatrics.example", "admin", []),
  ],
};
