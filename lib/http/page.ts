import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { identify } from "@/lib/auth/gate";
import { may, type Permission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/ctx";

export interface PageInput {
  params: Record<string, string>;
  query: Record<string, string | string[] | undefined>;
}

interface NextPageProps {
  params: Promise<Record<string, string>>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * A staff page's own gate: layouts do not run again on navigation, so every page asks for itself. Someone without a
 * session goes to sign-in; someone without the permission is shown `forbidden`.
 */
export function page(
  spec: { permission: Permission; forbidden?: (ctx: Ctx) => ReactNode },
  show: (ctx: Ctx, input: PageInput) => Promise<ReactNode>,
) {
  return async (props: NextPageProps) => {
    const asked = await headers();
    // The router fetches pages ahead of a click; that is not a person at work.
    const found = await identify(asked, { activity: !asked.has("next-router-prefetch") });
    if (!found) redirect(`/sign-in?from=${encodeURIComponent(asked.get("x-hub-path") ?? "/inbox")}`);
    if (!may(found.ctx.actor, spec.permission)) redirect("/not-allowed");
    return show(found.ctx, { params: await props.params, query: await props.searchParams });
  };
}
