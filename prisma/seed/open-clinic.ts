import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import { DEMO_PASSWORD } from "@/lib/auth/demo";
import { hashKey } from "@/lib/auth/gate";
import { hashPassword } from "@/lib/auth/password";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { inClinic } from "@/lib/db/transaction";
import type { DemoClinic } from "@/prisma/seed/clinics";
import type { Scene } from "@/prisma/seed/scene";
import { Stage } from "@/prisma/seed/stage";
import { TEMPLATES } from "@/prisma/seed/templates";

/** A clinic with its people, senders, templates and one API key that may do everything. */
export async function openClinic(given: DemoClinic, now: Date): Promise<{ scene: Scene; apiKey: string }> {
  const clinicId = uuid();
  const createdAt = new Date(now.getTime() - 500 * 86_400_000);
  const apiKey = `hub_${randomBytes(32).toString("base64url")}`;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const staff = given.staff.map((one) => ({ ...one, id: uuid() }));
  const teams = given.teams.map((name) => ({ id: uuid(), clinicId, name }));
  await inClinic(clinicId, async (tx) => {
    const { slug, name, timeZone, phone, address } = given;
    await tx.clinic.create({
      data: { id: clinicId, slug, name, timeZone, phone, address, createdAt, updatedAt: createdAt },
    });
    await tx.vendor.createMany({
      data: ["twilio", "telnyx", "sendgrid", "smtp", "fcm"].map((provider) => ({
        clinicId,
        provider,
        createdAt,
        baaSignedAt: createdAt,
      })),
    });
    await tx.sender.createMany({
      data: [
        {
          clinicId,
          channel: "SMS",
          provider: "twilio",
          kind: "long_code",
          address: phone,
          rate: 3,
          isDefault: true,
          createdAt,
        },
        {
          clinicId,
          channel: "EMAIL",
          provider: "sendgrid",
          kind: "email",
          address: given.mail,
          displayName: name,
          rate: 20,
          isDefault: true,
          createdAt,
        },
        {
          clinicId,
          channel: "PUSH",
          provider: "fcm",
          kind: "push",
          address: `${slug}-app`,
          displayName: name,
          rate: 50,
          isDefault: true,
          createdAt,
        },
      ],
    });
    if (given.standBy) {
      await tx.sender.createMany({
        data: [
          {
            clinicId,
            channel: "SMS",
            provider: "telnyx",
            kind: "long_code",
            address: given.standBy.phone,
            rate: 3,
            createdAt,
          },
          {
            clinicId,
            channel: "EMAIL",
            provider: "smtp",
            kind: "email",
            address: given.standBy.mail,
            displayName: name,
            rate: 5,
            createdAt,
          },
        ],
      });
    }
    await tx.staff.createMany({
      data: staff.map(({ teams: _, ...one }) => ({
        ...one,
        clinicId,
        passwordHash,
        createdAt,
        updatedAt: createdAt,
      })),
    });
    await tx.team.createMany({ data: teams });
    await tx.teamMember.createMany({
      data: staff.flatMap((one) =>
        teams
          .filter((team) => one.teams.includes(team.name))
          .map((team) => ({ clinicId, teamId: team.id, staffId: one.id })),
      ),
    });
    await tx.apiKey.create({
      data: {
        clinicId,
        name: "Demo key",
        prefix: apiKey.slice(0, 8),
        hash: hashKey(apiKey),
        scopes: [...PERMISSIONS],
        createdBy: staff[0]?.id ?? "",
        createdAt,
      },
    });
    const author = staff.at(-1)?.id ?? "";
    for (const template of TEMPLATES) {
      const id = uuid();
      const variables = variablesOf(template.en.sms, template.en.subject, template.en.mail);
      const { name: title, description, category, en } = template;
      await tx.messageTemplate.create({
        data: {
          id,
          clinicId,
          name: title,
          description,
          category,
          variables,
          createdBy: author,
          createdAt,
          updatedAt: createdAt,
          smsBody: en.sms,
          emailSubject: en.subject,
          emailBody: en.mail,
        },
      });
      await tx.templateVersion.createMany({
        data: (["en", "es"] as const).map((language) => ({
          clinicId,
          templateId: id,
          version: 1,
          language,
          variables,
          createdBy: author,
          createdAt,
          smsBody: template[language].sms,
          emailSubject: template[language].subject,
          emailBody: template[language].mail,
        })),
      });
    }
  });
  const people = Object.fromEntries(staff.map((one) => [one.email.split("@")[0] ?? "", one.id]));
  const { phone, mail, timeZone, zip, areaCode } = given;
  const sender = { clinicId, phone, mail };
  return {
    apiKey,
    scene: {
      stage: new Stage(sender, now),
      staff: people,
      now,
      clinic: { ...sender, id: clinicId, timeZone, zip, areaCode },
    },
  };
}

function variablesOf(...texts: string[]): string[] {
  return [
    ...new Set(
      texts.flatMap((text) => [...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map((match) => match[1] ?? "")),
    ),
  ];
}
