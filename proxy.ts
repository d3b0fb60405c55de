import { type NextRequest, NextResponse } from "next/server";

/** Tells a page its own address, so that sign-in can lead back to it. API routes are not matched: a proxy halves them. */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers);
  headers.set("x-hub-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ["/inbox/:path*", "/patients/:path*"] };
