"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { uploadFile } from "@/components/attachments/api";
import { ApiError } from "@/components/auth/request";
import { mailStyleQuery, saveMailStyle } from "@/components/mail-settings/api";
import { FromPart } from "@/components/mail-settings/from-part";
import { MailPreview } from "@/components/mail-settings/mail-preview";
import { ListState } from "@/components/settings/list-state";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import type { MailStyleView } from "@/lib/mail-layout/schema";

/** How the clinic's mail looks, with a mail beside it that changes as one chooses. */
export function MailSettings() {
  const list = useQuery(mailStyleQuery);
  const { data } = list;
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Mail</h1>
      <ListState title="How mail looks cannot be shown." list={list} />
      {data && <FromPart clinicName={data.clinicName} />}
      {data && <StyleForm style={data} />}
    </div>
  );
}

interface Values {
  color: string;
  postalAddress: string;
  replyTo: string;
  /** Undefined: as it is; null: none. */
  logoId: string | null | undefined;
}

function check({ color, postalAddress, replyTo }: Values) {
  return {
    ...(/^#[0-9a-f]{6}$/i.test(color) ? {} : { color: "Write a colour like #1f6f5c." }),
    ...(postalAddress.trim() === "" || postalAddress.trim().length >= 10
      ? {}
      : { postalAddress: "Write street, city, state and code." }),
    ...(replyTo.trim() === "" || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(replyTo.trim())
      ? {}
      : { replyTo: "This is not a mail address." }),
  };
}

function StyleForm({ style }: { style: MailStyleView }) {
  const client = useQueryClient();
  const [said, setSaid] = useState<{ words: string; wrong: boolean } | null>(null);
  const form = useForm<Values>({
    initial: {
      color: style.color,
      postalAddress: style.postalAddress ?? "",
      replyTo: style.replyTo ?? "",
      logoId: undefined,
    },
    check,
    async submit({ color, postalAddress, replyTo, logoId }) {
      setSaid(null);
      try {
        const saved = await saveMailStyle({
          color,
          postalAddress: postalAddress.trim() || null,
          replyTo: replyTo.trim() || null,
          ...(logoId === undefined ? {} : { logoId }),
        });
        client.setQueryData(mailStyleQuery.queryKey, saved);
        setSaid({ words: "Saved. Mail that leaves from now on looks like this.", wrong: false });
        return undefined;
      } catch (error) {
        const fields = error instanceof ApiError ? error.fields : [];
        const words = error instanceof Error ? error.message : "Something went wrong.";
        setSaid({ words: `Not saved: ${words}`, wrong: true });
        return Object.fromEntries(fields.map(({ field, problem }) => [field, problem]));
      }
    },
  });
  const { values, set, error, leave } = form;
  useEffect(() => {
    // Whoever was sent here for the address begins in its field.
    if (window.location.hash === "#postal") document.querySelector<HTMLElement>("[data-postal]")?.focus();
  }, []);
  const shown = check(values).color === undefined ? values.color : style.color;
  const logo = values.logoId === undefined ? style.hasLogo : values.logoId !== null;
  const bare = values.postalAddress.trim() === "" && style.clinicAddress === null;

  async function pick(file: File | undefined) {
    if (!file) return;
    setSaid(null);
    try {
      set("logoId", (await uploadFile(file, () => {}).done).id);
    } catch (failure) {
      setSaid({ words: failure instanceof Error ? failure.message : "The logo was not kept.", wrong: true });
    }
  }
  return (
    <>
      {bare && (
        <Banner tone="warning" title="News by mail is not sent while there is no postal address.">
          The law asks for one under every marketing mail (CAN-SPAM). Reminders and answers are not affected.
        </Banner>
      )}
      <form {...form.form} className="flex flex-col gap-4">
        <Field label="Colour" hint="The bar above a mail, and its links." error={error("color")}>
          <Input
            name="color"
            value={values.color}
            onChange={(event) => set("color", event.target.value)}
            onBlur={() => leave("color")}
          />
        </Field>
        <div className="flex flex-wrap items-end gap-2">
          <Field label="Logo" hint="PNG or JPEG, at most 150 kB. It travels inside each mail." optional>
            <Input
              type="file"
              accept="image/png,image/jpeg"
              className="max-w-full py-1 text-sm"
              onChange={(event) => void pick(event.target.files?.[0])}
            />
          </Field>
          {logo && (
            <Button variant="quiet" size="sm" onClick={() => set("logoId", null)}>
              No logo
            </Button>
          )}
        </div>
        <Field
          label="Postal address"
          hint={
            style.clinicAddress === null ? "Street, city, state and code." : `Empty: ${style.clinicAddress}`
          }
          error={error("postalAddress")}
          optional
        >
          <Input
            name="postalAddress"
            data-postal
            maxLength={200}
            value={values.postalAddress}
            onChange={(event) => set("postalAddress", event.target.value)}
            onBlur={() => leave("postalAddress")}
          />
        </Field>
        <Field
          label="Answers go to (Reply-To)"
          hint={
            style.takesMail
              ? "Empty: the address the mail came from. The hub must get the mail that comes there."
              : "Mail does not come to the hub yet, so answers go to this mailbox, unseen by the hub."
          }
          error={error("replyTo")}
          optional
        >
          <Input
            name="replyTo"
            type="email"
            maxLength={100}
            value={values.replyTo}
            onChange={(event) => set("replyTo", event.target.value)}
            onBlur={() => leave("replyTo")}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" loading={form.busy}>
            Save
          </Button>
          <p role="status" className={said?.wrong ? "text-danger-text" : "text-muted"}>
            {said?.words}
          </p>
        </div>
      </form>
      <MailPreview
        look={{ color: shown, postalAddress: values.postalAddress.trim() || null, logoId: values.logoId }}
        replyTo={values.replyTo.trim()}
      />
    </>
  );
}
