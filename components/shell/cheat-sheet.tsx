"use client";

import { switchSingleKeys, useShortcuts, useSingleKeys } from "@/components/shell/shortcuts";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";

/** Every key that works on this screen now. */
export default function CheatSheet({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const all = useShortcuts();
  const single = useSingleKeys();
  const unique = [...new Map(all.map((each) => [`${each.keys} ${each.label}`, each])).values()];
  const groups = [...new Set(unique.map((each) => each.group))].sort(
    (a, b) => Number(a === "Everywhere") - Number(b === "Everywhere"),
  );
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      size="lg"
      footer={
        <Switch
          className="w-full"
          label="Single-key shortcuts"
          hint="Switch them off if you dictate: keys held with Ctrl or ⌘ go on working."
          checked={single}
          onChange={switchSingleKeys}
        />
      }
    >
      <div className="gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} aria-label={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-sm font-medium text-muted">{group}</h3>
            <dl>
              {unique
                .filter((each) => each.group === group)
                .map((each) => (
                  <div
                    key={`${each.keys} ${each.label}`}
                    className="flex min-h-8 items-center justify-between gap-4 border-b"
                  >
                    <dt>{each.label}</dt>
                    <dd>
                      <Kbd keys={each.keys} />
                      <span className="sr-only">{each.keys.replaceAll("mod", "Control or Command")}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
