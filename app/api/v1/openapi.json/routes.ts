import * as appointments from "@/app/api/v1/appointments/route";
import * as keysId from "@/app/api/v1/keys/[id]/route";
import * as keys from "@/app/api/v1/keys/route";
import * as me from "@/app/api/v1/me/route";
import * as meSeen from "@/app/api/v1/me/seen/route";
import * as patientsIdMerge from "@/app/api/v1/patients/[id]/merge/route";
import * as patientsId from "@/app/api/v1/patients/[id]/route";
import * as patientsMergesIdUndo from "@/app/api/v1/patients/merges/[id]/undo/route";
import * as patients from "@/app/api/v1/patients/route";
import * as templatesId from "@/app/api/v1/templates/[id]/route";
import * as templates from "@/app/api/v1/templates/route";
import { type Address, specsOf } from "@/lib/http/openapi";

/** Every address of the JSON API. A test compares this list with the folders, so that none is forgotten. */
const MODULES: Record<string, object> = {
  appointments: appointments,
  keys: keys,
  "keys/{id}": keysId,
  me: me,
  "me/seen": meSeen,
  patients: patients,
  "patients/{id}": patientsId,
  "patients/{id}/merge": patientsIdMerge,
  "patients/merges/{id}/undo": patientsMergesIdUndo,
  templates: templates,
  "templates/{id}": templatesId,
};

export const ADDRESSES: Address[] = Object.entries(MODULES).map(([path, module]) => ({
  path: `/api/v1/${path}`,
  verbs: specsOf(module),
}));
