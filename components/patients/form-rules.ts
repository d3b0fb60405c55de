import { ApiError } from "@/components/auth/request";
import type { FormErrors } from "@/components/ui/use-form";

export interface PatientValues {
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  phone: string;
  email: string;
  language: string;
  externalId: string;
  zip: string;
}

export const noValues: PatientValues = {
  firstName: "",
  lastName: "",
  dateOfBirth: "",
  phone: "",
  email: "",
  language: "en",
  externalId: "",
  zip: "",
};

export const languages = [
  { value: "en", label: "English" },
  { value: "es", label: "Spanish" },
  { value: "zh", label: "Chinese" },
  { value: "vi", label: "Vietnamese" },
  { value: "ko", label: "Korean" },
  { value: "tl", label: "Tagalog" },
  { value: "ar", label: "Arabic" },
  { value: "ru", label: "Russian" },
  { value: "fr", label: "French" },
  { value: "pt", label: "Portuguese" },
];

/** What can be told without the server; it reads numbers and addresses again and has the last word. */
export function checkPatient(values: PatientValues): FormErrors<PatientValues> {
  const digits = values.phone.replace(/\D/g, "").length;
  return {
    ...(values.firstName.trim() ? {} : { firstName: "Write the first name." }),
    ...(values.lastName.trim() ? {} : { lastName: "Write the last name." }),
    ...(values.phone.trim() && (digits < 10 || digits > 15)
      ? { phone: "A phone number has 10 digits, for example (303) 555-0142." }
      : {}),
    ...(values.email.trim() && !/^\S+@\S+\.\S+$/.test(values.email.trim())
      ? { email: "An email address looks like name@example.org." }
      : {}),
    ...(values.dateOfBirth && values.dateOfBirth > new Date().toISOString().slice(0, 10)
      ? { dateOfBirth: "This date is in the future." }
      : {}),
    ...(values.zip.trim() && !/^\d{5}(-\d{4})?$/.test(values.zip.trim())
      ? { zip: "A ZIP has five digits." }
      : {}),
  };
}

/** The server's refusal by field; what names no field of the form goes under the first one. */
export function refusedFields(error: unknown): FormErrors<PatientValues> {
  if (!(error instanceof ApiError)) throw error;
  if (error.reason === "external_id_taken") return { externalId: error.message };
  const known = error.fields.flatMap(({ field, problem }) => {
    const name = field === "address.zip" ? "zip" : field;
    return Object.hasOwn(noValues, name) ? [[name, problem] as const] : [];
  });
  return known.length > 0 ? Object.fromEntries(known) : { firstName: error.message };
}

/** The form as the API takes it; empty fields are absent. */
export function toPatient(values: PatientValues) {
  const { zip, ...rest } = values;
  const given = Object.entries(rest).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : []));
  return {
    firstName: values.firstName.trim(),
    lastName: values.lastName.trim(),
    ...Object.fromEntries(given),
    ...(zip.trim() ? { address: { zip: zip.trim() } } : {}),
  };
}
