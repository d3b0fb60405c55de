import type { Draft } from "@/components/bulk/draft";
import { FilterForm } from "@/components/bulk/filter-form";
import { ListForm } from "@/components/bulk/list-form";
import { Checkbox } from "@/components/ui/checkbox";
import { SegmentedControl } from "@/components/ui/segmented-control";

/** Whom the message is for: a list of yours, or whom the records find. */
export function WhoStep({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  return (
    <>
      <section className="flex flex-col gap-3">
        <h2 className="text-xl font-semibold">Who gets it?</h2>
        <SegmentedControl
          label="Where the recipients come from"
          value={draft.audience}
          onChange={(audience) => change({ audience })}
          options={[
            { value: "list", label: "A list of yours" },
            { value: "filter", label: "Patients we find" },
          ]}
        />
      </section>
      {draft.audience === "list" ? (
        <ListForm list={draft.list} change={(list) => change({ list })} />
      ) : (
        <FilterForm filter={draft.filter} change={(filter) => change({ filter })} />
      )}
      <Checkbox
        label="Send one message to a phone that several patients share"
        hint="Otherwise everybody on a shared phone is left out, because others may read it."
        checked={draft.onShared === "once"}
        onChange={(on) => change({ onShared: on ? "once" : "exclude" })}
      />
    </>
  );
}
