import * as accountsVendor from "@/app/api/v1/accounts/[vendor]/route";
import * as accounts from "@/app/api/v1/accounts/route";
import * as accountsTest from "@/app/api/v1/accounts/test/route";
import * as appointmentsCsv from "@/app/api/v1/appointments/csv/route";
import * as appointments from "@/app/api/v1/appointments/route";
import * as attachmentsId from "@/app/api/v1/attachments/[id]/route";
import * as attachments from "@/app/api/v1/attachments/route";
import * as conversationsIdDraft from "@/app/api/v1/conversations/[id]/draft/route";
import * as conversationsIdLabels from "@/app/api/v1/conversations/[id]/labels/route";
import * as conversationsIdMessages from "@/app/api/v1/conversations/[id]/messages/route";
import * as conversationsIdNotes from "@/app/api/v1/conversations/[id]/notes/route";
import * as conversationsIdPresence from "@/app/api/v1/conversations/[id]/presence/route";
import * as conversationsId from "@/app/api/v1/conversations/[id]/route";
import * as conversationsIdWrongNumber from "@/app/api/v1/conversations/[id]/wrong-number/route";
import * as conversationsCounts from "@/app/api/v1/conversations/counts/route";
import * as conversations from "@/app/api/v1/conversations/route";
import * as conversationsSearch from "@/app/api/v1/conversations/search/route";
import * as demoColleague from "@/app/api/v1/demo/colleague/route";
import * as demoConversationsId from "@/app/api/v1/demo/conversations/[id]/route";
import * as demo from "@/app/api/v1/demo/route";
import * as emergenciesIdTake from "@/app/api/v1/emergencies/[id]/take/route";
import * as emergencies from "@/app/api/v1/emergencies/route";
import * as importsIdCancel from "@/app/api/v1/imports/[id]/cancel/route";
import * as importsIdProblems from "@/app/api/v1/imports/[id]/problems/route";
import * as importsId from "@/app/api/v1/imports/[id]/route";
import * as importsIdStart from "@/app/api/v1/imports/[id]/start/route";
import * as imports from "@/app/api/v1/imports/route";
import * as incidentsIdAssessments from "@/app/api/v1/incidents/[id]/assessments/route";
import * as incidentsIdMessages from "@/app/api/v1/incidents/[id]/messages/route";
import * as incidentsId from "@/app/api/v1/incidents/[id]/route";
import * as incidentsIdTold from "@/app/api/v1/incidents/[id]/told/route";
import * as incidents from "@/app/api/v1/incidents/route";
import * as keysId from "@/app/api/v1/keys/[id]/route";
import * as keys from "@/app/api/v1/keys/route";
import * as me from "@/app/api/v1/me/route";
import * as meSeen from "@/app/api/v1/me/seen/route";
import * as messagesIdCancel from "@/app/api/v1/messages/[id]/cancel/route";
import * as messagesIdFiling from "@/app/api/v1/messages/[id]/filing/route";
import * as messagesIdHandled from "@/app/api/v1/messages/[id]/handled/route";
import * as messagesIdMail from "@/app/api/v1/messages/[id]/mail/route";
import * as messagesIdOverride from "@/app/api/v1/messages/[id]/override/route";
import * as messagesIdResend from "@/app/api/v1/messages/[id]/resend/route";
import * as messagesId from "@/app/api/v1/messages/[id]/route";
import * as messagesBulkIdCancel from "@/app/api/v1/messages/bulk/[id]/cancel/route";
import * as messagesBulkIdFailures from "@/app/api/v1/messages/bulk/[id]/failures/route";
import * as messagesBulkIdPause from "@/app/api/v1/messages/bulk/[id]/pause/route";
import * as messagesBulkIdRecipients from "@/app/api/v1/messages/bulk/[id]/recipients/route";
import * as messagesBulkIdResults from "@/app/api/v1/messages/bulk/[id]/results/route";
import * as messagesBulkIdResume from "@/app/api/v1/messages/bulk/[id]/resume/route";
import * as messagesBulkId from "@/app/api/v1/messages/bulk/[id]/route";
import * as messagesBulkIdStart from "@/app/api/v1/messages/bulk/[id]/start/route";
import * as messagesBulkChoices from "@/app/api/v1/messages/bulk/choices/route";
import * as messagesBulkFailures from "@/app/api/v1/messages/bulk/failures/route";
import * as messagesBulkPreflightList from "@/app/api/v1/messages/bulk/preflight/list/route";
import * as messagesBulkPreflight from "@/app/api/v1/messages/bulk/preflight/route";
import * as messagesBulk from "@/app/api/v1/messages/bulk/route";
import * as messagesPatientPatientId from "@/app/api/v1/messages/patient/[patientId]/route";
import * as messagesPreview from "@/app/api/v1/messages/preview/route";
import * as messages from "@/app/api/v1/messages/route";
import * as patientsIdConsentsLift from "@/app/api/v1/patients/[id]/consents/lift/route";
import * as patientsIdConsents from "@/app/api/v1/patients/[id]/consents/route";
import * as patientsIdDeceased from "@/app/api/v1/patients/[id]/deceased/route";
import * as patientsIdLabels from "@/app/api/v1/patients/[id]/labels/route";
import * as patientsIdMerge from "@/app/api/v1/patients/[id]/merge/route";
import * as patientsIdNoContact from "@/app/api/v1/patients/[id]/no-contact/route";
import * as patientsIdPortalInvite from "@/app/api/v1/patients/[id]/portal/invite/route";
import * as patientsIdPortalRepresentativesPersonIdInvite from "@/app/api/v1/patients/[id]/portal/representatives/[personId]/invite/route";
import * as patientsIdPortalRepresentativesPersonIdRevoke from "@/app/api/v1/patients/[id]/portal/representatives/[personId]/revoke/route";
import * as patientsIdPortalRepresentatives from "@/app/api/v1/patients/[id]/portal/representatives/route";
import * as patientsIdPortalRevoke from "@/app/api/v1/patients/[id]/portal/revoke/route";
import * as patientsIdPortal from "@/app/api/v1/patients/[id]/portal/route";
import * as patientsIdReachInstruction from "@/app/api/v1/patients/[id]/reach/instruction/route";
import * as patientsIdReachPreferences from "@/app/api/v1/patients/[id]/reach/preferences/route";
import * as patientsIdReachRelated from "@/app/api/v1/patients/[id]/reach/related/route";
import * as patientsIdReach from "@/app/api/v1/patients/[id]/reach/route";
import * as patientsId from "@/app/api/v1/patients/[id]/route";
import * as patientsMergesIdUndo from "@/app/api/v1/patients/merges/[id]/undo/route";
import * as patients from "@/app/api/v1/patients/route";
import * as patientsSearch from "@/app/api/v1/patients/search/route";
import * as providersNameChanges from "@/app/api/v1/providers/[name]/changes/route";
import * as providersNamePause from "@/app/api/v1/providers/[name]/pause/route";
import * as providersNameResume from "@/app/api/v1/providers/[name]/resume/route";
import * as providersName from "@/app/api/v1/providers/[name]/route";
import * as providers from "@/app/api/v1/providers/route";
import * as revocationsIdDecision from "@/app/api/v1/revocations/[id]/decision/route";
import * as revocations from "@/app/api/v1/revocations/route";
import * as sendersId from "@/app/api/v1/senders/[id]/route";
import * as senders from "@/app/api/v1/senders/route";
import * as sendingResume from "@/app/api/v1/sending/resume/route";
import * as sending from "@/app/api/v1/sending/route";
import * as sendingStop from "@/app/api/v1/sending/stop/route";
import * as settingsMailPreview from "@/app/api/v1/settings/mail/preview/route";
import * as settingsMail from "@/app/api/v1/settings/mail/route";
import * as settingsOpening from "@/app/api/v1/settings/opening/route";
import * as settingsPolicy from "@/app/api/v1/settings/policy/route";
import * as settingsReplies from "@/app/api/v1/settings/replies/route";
import * as setup from "@/app/api/v1/setup/route";
import * as staff from "@/app/api/v1/staff/route";
import * as templatesId from "@/app/api/v1/templates/[id]/route";
import * as templates from "@/app/api/v1/templates/route";
import * as webhooksIdOpen from "@/app/api/v1/webhooks/[id]/open/route";
import * as webhooksIdReplay from "@/app/api/v1/webhooks/[id]/replay/route";
import * as webhooksId from "@/app/api/v1/webhooks/[id]/route";
import * as webhooksOverview from "@/app/api/v1/webhooks/overview/route";
import * as webhooksReplay from "@/app/api/v1/webhooks/replay/route";
import * as webhooks from "@/app/api/v1/webhooks/route";
import { type Address, specsOf } from "@/lib/http/openapi";

/** Every address of the JSON API. A test compares this list with the folders, so that none is forgotten. */
const MODULES: Record<string, object> = {
  accounts: accounts,
  "accounts/{vendor}": accountsVendor,
  "accounts/test": accountsTest,
  appointments: appointments,
  "appointments/csv": appointmentsCsv,
  attachments: attachments,
  "attachments/{id}": attachmentsId,
  conversations: conversations,
  "conversations/{id}": conversationsId,
  "conversations/{id}/draft": conversationsIdDraft,
  "conversations/{id}/labels": conversationsIdLabels,
  "conversations/{id}/messages": conversationsIdMessages,
  "conversations/{id}/notes": conversationsIdNotes,
  "conversations/{id}/presence": conversationsIdPresence,
  "conversations/{id}/wrong-number": conversationsIdWrongNumber,
  "conversations/counts": conversationsCounts,
  "conversations/search": conversationsSearch,
  demo: demo,
  "demo/colleague": demoColleague,
  "demo/conversations/{id}": demoConversationsId,
  "emergencies/{id}/take": emergenciesIdTake,
  emergencies: emergencies,
  imports: imports,
  "imports/{id}": importsId,
  "imports/{id}/cancel": importsIdCancel,
  "imports/{id}/problems": importsIdProblems,
  "imports/{id}/start": importsIdStart,
  incidents: incidents,
  "incidents/{id}": incidentsId,
  "incidents/{id}/assessments": incidentsIdAssessments,
  "incidents/{id}/messages": incidentsIdMessages,
  "incidents/{id}/told": incidentsIdTold,
  keys: keys,
  "keys/{id}": keysId,
  me: me,
  "me/seen": meSeen,
  messages: messages,
  "messages/{id}": messagesId,
  "messages/{id}/cancel": messagesIdCancel,
  "messages/{id}/filing": messagesIdFiling,
  "messages/{id}/handled": messagesIdHandled,
  "messages/{id}/mail": messagesIdMail,
  "messages/{id}/override": messagesIdOverride,
  "messages/{id}/resend": messagesIdResend,
  "messages/bulk": messagesBulk,
  "messages/bulk/choices": messagesBulkChoices,
  "messages/bulk/failures": messagesBulkFailures,
  "messages/bulk/preflight": messagesBulkPreflight,
  "messages/bulk/preflight/list": messagesBulkPreflightList,
  "messages/bulk/{id}": messagesBulkId,
  "messages/bulk/{id}/cancel": messagesBulkIdCancel,
  "messages/bulk/{id}/failures": messagesBulkIdFailures,
  "messages/bulk/{id}/pause": messagesBulkIdPause,
  "messages/bulk/{id}/recipients": messagesBulkIdRecipients,
  "messages/bulk/{id}/results": messagesBulkIdResults,
  "messages/bulk/{id}/resume": messagesBulkIdResume,
  "messages/bulk/{id}/start": messagesBulkIdStart,
  "messages/patient/{patientId}": messagesPatientPatientId,
  "messages/preview": messagesPreview,
  patients: patients,
  "patients/{id}": patientsId,
  "patients/{id}/consents": patientsIdConsents,
  "patients/{id}/consents/lift": patientsIdConsentsLift,
  "patients/{id}/deceased": patientsIdDeceased,
  "patients/{id}/labels": patientsIdLabels,
  "patients/{id}/merge": patientsIdMerge,
  "patients/{id}/no-contact": patientsIdNoContact,
  "patients/{id}/portal": patientsIdPortal,
  "patients/{id}/portal/invite": patientsIdPortalInvite,
  "patients/{id}/portal/representatives": patientsIdPortalRepresentatives,
  "patients/{id}/portal/representatives/{personId}/invite": patientsIdPortalRepresentativesPersonIdInvite,
  "patients/{id}/portal/representatives/{personId}/revoke": patientsIdPortalRepresentativesPersonIdRevoke,
  "patients/{id}/portal/revoke": patientsIdPortalRevoke,
  "patients/{id}/reach": patientsIdReach,
  "patients/{id}/reach/instruction": patientsIdReachInstruction,
  "patients/{id}/reach/preferences": patientsIdReachPreferences,
  "patients/{id}/reach/related": patientsIdReachRelated,
  "patients/merges/{id}/undo": patientsMergesIdUndo,
  "patients/search": patientsSearch,
  providers: providers,
  "providers/{name}": providersName,
  "providers/{name}/changes": providersNameChanges,
  "providers/{name}/pause": providersNamePause,
  "providers/{name}/resume": providersNameResume,
  "revocations/{id}/decision": revocationsIdDecision,
  revocations: revocations,
  senders: senders,
  "senders/{id}": sendersId,
  sending: sending,
  "sending/resume": sendingResume,
  "sending/stop": sendingStop,
  "settings/mail": settingsMail,
  "settings/mail/preview": settingsMailPreview,
  "settings/opening": settingsOpening,
  "settings/policy": settingsPolicy,
  "settings/replies": settingsReplies,
  setup: setup,
  staff: staff,
  templates: templates,
  "templates/{id}": templatesId,
  webhooks: webhooks,
  "webhooks/{id}": webhooksId,
  "webhooks/{id}/open": webhooksIdOpen,
  "webhooks/{id}/replay": webhooksIdReplay,
  "webhooks/overview": webhooksOverview,
  "webhooks/replay": webhooksReplay,
};

export const ADDRESSES: Address[] = Object.entries(MODULES).map(([path, module]) => ({
  path: `/api/v1/${path}`,
  verbs: specsOf(module),
}));
