import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/next-auth";

type Segment = { params: Promise<{ nextauth: string[] }> };

const handle = async (request: NextRequest, segment: Segment): Promise<Response> =>
  NextAuth(request, { params: await segment.params }, authOptions(request));

export { handle as GET, handle as POST };
