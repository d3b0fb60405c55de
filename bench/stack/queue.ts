import { v7 as uuid } from "uuid";
import { send } from "@/bench/stack/api";
import type { Clinic, Person } from "@/bench/stack/clinic";
import type { Stack } from "@/bench/stack/stack";

/**
 * Puts one text for each person into the queue: the first by the API, the others as copies of all the rows that it
 * made, in a few statements, as a bulk is taken in. One request each would measure the API and not the queue.
 */
export async function queueTexts(
  stack: Stack,
  clinic: Clinic,
  people: readonly Person[],
  textFor: (person: Person) => string,
): Promise<void> {
  const { pool } = stack.database;
  const [first, ...others] = people;
  if (!first) return;
  const model = await send(stack, clinic, first, textFor(first), "bulk");
  // A patient has one conversation, however many texts.
  const known = await pool.query<{ id: string; patientId: string }>(
    `SELECT id, "patientId" FROM "Conversation" WHERE "clinicId" = $1 AND "patientId" = ANY($2)`,
    [clinic.id, others.map(({ id }) => id)],
  );
  const threads = new Map(known.rows.map(({ id, patientId }) => [patientId, id]));
  const rows = JSON.stringify(
    others.map((person) => {
      const body = textFor(person);
      const [id, conversationId] = [uuid(), threads.get(person.id) ?? uuid()];
      return {
        message: { id, conversationId, patientId: person.id, body, content: { SMS: { body } } },
        conversation: { id: conversationId, patientId: person.id, lastMessageId: id, snippet: body },
        decision: { id: uuid(), messageId: id },
        item: { messageId: id, patientId: person.id },
      };
    }),
  );
  const copy = (table: string, part: string, key: string) => `
    INSERT INTO "${table}" SELECT copied.* FROM "${table}" model, jsonb_array_elements($1::jsonb) AS v(row),
      LATERAL jsonb_populate_record(model, v.row -> '${part}') AS copied WHERE model."${key}" = $2
    ON CONFLICT DO NOTHING`;
  await pool.query(copy("Conversation", "conversation", "id"), [rows, model.conversationId]);
  await pool.query(copy("Message", "message", "id"), [rows, model.id]);
  await pool.query(copy("Decision", "decision", "messageId"), [rows, model.id]);
  await pool.query(copy("QueueItem", "item", "messageId"), [rows, model.id]);
  await pool.query(
    `ANALYZE "Conversation", "Message", "Decision", "QueueItem", "MessageDelivery", "Receipt", "WebhookEvent"`,
  );
}
