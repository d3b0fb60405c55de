"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, type Ref, useEffect, useEffectEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

const PAUSE_MS = 200;

/** Searches all threads once the typing pauses. Escape empties it. */
export function SearchField({
  search,
  onSearch,
  ref,
}: {
  search: string;
  onSearch: (search: string) => void;
  ref: Ref<HTMLInputElement>;
}) {
  const [typed, setTyped] = useState(search);
  const [known, setKnown] = useState(search);
  if (known !== search) {
    setKnown(search);
    if (search !== typed.trim()) setTyped(search);
  }
  const tell = useEffectEvent((words: string) => {
    if (words !== search) onSearch(words);
  });
  useEffect(() => {
    const wait = setTimeout(() => tell(typed.trim()), PAUSE_MS);
    return () => clearTimeout(wait);
  }, [typed]);

  const clear = () => {
    setTyped("");
    onSearch("");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (typed === "") event.currentTarget.blur();
    else clear();
  };
  return (
    <search className="min-w-0 flex-1">
      <Field label="Search threads" hideLabel>
        <Input
          ref={ref}
          type="search"
          value={typed}
          maxLength={100}
          placeholder="Search threads"
          autoComplete="off"
          icon={<Search />}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          className="[&_input::-webkit-search-cancel-button]:hidden"
          {...(typed === ""
            ? {}
            : { end: <IconButton size="sm" label="Clear the search" icon={<X />} onClick={clear} /> })}
        />
      </Field>
    </search>
  );
}
