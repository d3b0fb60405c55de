"use client";

import { MessageSquare } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { PatientView } from "@/lib/patients/schema";

/** Patients as a table; on a phone the columns that matter least step back. */
export function PatientRows({
  patients,
  more,
  busy,
}: {
  patients: PatientView[];
  more: (() => void) | null;
  busy: boolean;
}) {
  const now = useNow();
  return (
    <Table caption="Patients" className="flex-1">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Phone</Th>
          <Th className="hidden md:table-cell">Email</Th>
          <Th className="hidden sm:table-cell">Born</Th>
          <Th className="hidden lg:table-cell">Their time</Th>
          <Th className="hidden lg:table-cell">Chart</Th>
          <Th>
            <span className="sr-only">Conversation</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {patients.map((patient) => (
          <Tr key={patient.id}>
            <Td>
              <Link
                href={`/patients/${patient.id}`}
                className="inline-flex min-h-6 items-center font-medium hover:underline"
              >
                {patient.name}
              </Link>{" "}
              {patient.deceased && <Badge tone="neutral">Deceased</Badge>}
              {patient.doNotContact && <Badge tone="warning">Do not contact</Badge>}
            </Td>
            <Td className="figures whitespace-nowrap">{patient.phoneShown ?? <None what="phone" />}</Td>
            <Td className="hidden max-w-56 truncate md:table-cell">
              {patient.email ?? <None what="email" />}
            </Td>
            <Td className="figures hidden whitespace-nowrap sm:table-cell">
              {patient.dateOfBirth ? `${patient.dateOfBirth} (${patient.age})` : <None what="birth date" />}
            </Td>
            <Td className="hidden lg:table-cell">
              <RelativeTime at={now} zone={patient.zones[0]} form="clock" />
            </Td>
            <Td className="hidden lg:table-cell">{patient.externalId}</Td>
            <Td>
              {patient.conversationId && (
                <Link
                  href={`/inbox/${patient.conversationId}`}
                  className="inline-flex min-h-6 items-center gap-1 text-accent-text hover:underline"
                >
                  <MessageSquare aria-hidden className="size-4" />
                  <span className="max-sm:sr-only">Conversation</span>
                </Link>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
      {more && (
        <tfoot>
          <tr>
            <td colSpan={7} className="p-3 text-center">
              <Button onClick={more} loading={busy}>
                Load more
              </Button>
            </td>
          </tr>
        </tfoot>
      )}
    </Table>
  );
}

const None = ({ what }: { what: string }) => <span className="text-muted">No {what}</span>;
