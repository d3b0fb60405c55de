"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { importQuery, mapImport } from "@/components/imports/api";
import { fieldNames } from "@/components/imports/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { FIELDS, type Field as FieldName, type ImportDetail } from "@/lib/imports/schema";

const choices = [
  { value: "none" as const, label: "Leave out" },
  ...FIELDS.map((field) => ({ value: field, label: fieldNames[field] })),
];

/** What each column holds: guessed from its header, changed by a person. */
export function MappingForm({ found, done }: { found: ImportDetail; done: () => void }) {
  const client = useQueryClient();
  const [columns, setColumns] = useState(found.mapping.columns);
  const [dateOrder, setDateOrder] = useState(found.mapping.dateOrder);
  const save = useMutation({
    mutationFn: () => mapImport(found.id, { columns, dateOrder }),
    onSuccess: (saved) => {
      client.setQueryData(importQuery(found.id).queryKey, saved);
      if (!saved.mappingProblem) done();
    },
  });
  const choose = (at: number, value: FieldName | "none") =>
    setColumns((before) =>
      before.map((field, column) => (column === at ? (value === "none" ? null : value) : field)),
    );
  const samples = (at: number) =>
    [...new Set(found.rows.map((row) => row.cells[at] ?? "").filter(Boolean))].slice(0, 3).join(" · ");
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {(found.mappingProblem ?? save.error) && (
        <Banner tone="warning" flush live="polite" title={save.error?.message ?? found.mappingProblem} />
      )}
      <Table caption="Columns of the file" className="flex-1">
        <thead>
          <tr>
            <Th>In the file</Th>
            <Th>Holds</Th>
            <Th className="hidden sm:table-cell">For example</Th>
          </tr>
        </thead>
        <tbody>
          {found.mapping.headers.map((header, at) => (
            <Tr key={`${header} ${String(at)}`}>
              <Td className="font-medium">{header}</Td>
              <Td className="w-56">
                <Select
                  label={`${header} holds`}
                  value={columns[at] ?? "none"}
                  onChange={(value) => choose(at, value)}
                  options={choices}
                />
              </Td>
              <Td className="hidden max-w-xs truncate text-muted sm:table-cell">{samples(at)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <footer className="flex flex-wrap items-end gap-4 border-t px-4 py-3">
        {columns.includes("dateOfBirth") && (
          <Field label="03/04/1980 means">
            <SegmentedControl
              label="03/04/1980 means"
              value={dateOrder}
              onChange={setDateOrder}
              options={[
                { value: "mdy", label: "March 4" },
                { value: "dmy", label: "3 April" },
              ]}
            />
          </Field>
        )}
        <Button variant="primary" className="ml-auto" loading={save.isPending} onClick={() => save.mutate()}>
          Check the rows
        </Button>
      </footer>
    </div>
  );
}
