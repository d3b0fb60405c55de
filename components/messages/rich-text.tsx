"use client";

import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { Bold, Italic, Link2, List, ListOrdered } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { htmlOf, isFormatted, plainText } from "@/components/messages/rich-text-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Textarea } from "@/components/ui/textarea";

export interface RichTextProps {
  label: string;
  body: string;
  html: string | null;
  placeholder: string;
  onChange: (words: { body: string; html: string | null }) => void;
  /** A slash as the first character. */
  onSlash: () => void;
  autoFocus: boolean;
}

const extensions = [
  StarterKit.configure({
    heading: false,
    blockquote: false,
    code: false,
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    underline: false,
    link: { openOnClick: false, autolink: true, protocols: ["https", "mailto", "tel"] },
  }),
];

const contentClass =
  "[&_.tiptap]:min-h-24 [&_.tiptap]:max-h-[40dvh] [&_.tiptap]:overflow-y-auto [&_.tiptap]:px-2.5 [&_.tiptap]:py-1.5 [&_.tiptap]:outline-none " +
  "[&_.tiptap_p]:my-1 [&_.tiptap_ul]:list-disc [&_.tiptap_ol]:list-decimal [&_.tiptap_ul]:pl-5 [&_.tiptap_ol]:pl-5 [&_.tiptap_a]:text-accent-text [&_.tiptap_a]:underline";

/** Words for a mail, with bold, italics, lists and links; it gives both the HTML and the plain words. */
export default function RichText(props: RichTextProps) {
  const { label, body, html, placeholder } = props;
  const tell = useEffectEvent(props.onChange);
  const slash = useEffectEvent(props.onSlash);
  const editor = useEditor({
    extensions,
    content: html ?? htmlOf(body),
    autofocus: props.autoFocus ? "end" : false,
    immediatelyRender: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label },
      handleKeyDown: (view, event) => {
        if (event.key !== "/" || event.isComposing || view.state.doc.textContent !== "") return false;
        slash();
        return true;
      },
    },
    onUpdate: ({ editor: changed }) => {
      const next = changed.getHTML();
      tell({ body: plainText(changed.getJSON()), html: isFormatted(next) ? next : null });
    },
  });
  // Words that come from elsewhere: a template, an undone send, a draft of another desk.
  const fill = useEffectEvent((words: string) => {
    if (editor !== null && plainText(editor.getJSON()) !== words.trim()) {
      editor.commands.setContent(html ?? htmlOf(words), { emitUpdate: false });
    }
  });
  useEffect(() => {
    if (editor !== null) fill(body);
  }, [editor, body]);

  if (editor === null) return <div className="h-32 rounded-md border border-border-strong" />;
  return (
    <div className="relative rounded-md border border-border-strong bg-surface focus-within:outline-2 focus-within:outline-focus">
      <Toolbar editor={editor} />
      {body === "" && (
        <p aria-hidden className="pointer-events-none absolute top-[46px] left-2.5 text-muted">
          {placeholder}
        </p>
      )}
      <EditorContent editor={editor} className={contentClass} />
      {html !== null && <PlainPart body={body} onChange={(words) => props.onChange({ body: words, html })} />}
    </div>
  );
}

/** The same mail for programs and readers that show no HTML: made from the words above, until somebody changes it. */
function PlainPart({ body, onChange }: { body: string; onChange: (words: string) => void }) {
  return (
    <details className="border-t px-2.5 py-1.5 text-sm">
      <summary className="cursor-pointer text-muted">Plain text for readers without formatting</summary>
      <Field label="Plain text" hint="Changing the words above makes it anew." className="pt-1.5">
        <Textarea rows={4} value={body} onChange={(event) => onChange(event.target.value)} />
      </Field>
    </details>
  );
}

function Toolbar({ editor }: { editor: Editor }) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive("bold"),
      italic: now.isActive("italic"),
      bullet: now.isActive("bulletList"),
      ordered: now.isActive("orderedList"),
      link: now.isActive("link"),
    }),
  });
  const run = () => editor.chain().focus();
  return (
    <div role="toolbar" aria-label="Formatting" className="flex gap-0.5 border-b px-1 py-0.5">
      <IconButton
        size="sm"
        label="Bold"
        keys="mod+b"
        icon={<Bold />}
        pressed={on.bold}
        onClick={() => run().toggleBold().run()}
      />
      <IconButton
        size="sm"
        label="Italic"
        keys="mod+i"
        icon={<Italic />}
        pressed={on.italic}
        onClick={() => run().toggleItalic().run()}
      />
      <IconButton
        size="sm"
        label="List"
        icon={<List />}
        pressed={on.bullet}
        onClick={() => run().toggleBulletList().run()}
      />
      <IconButton
        size="sm"
        label="Numbered list"
        icon={<ListOrdered />}
        pressed={on.ordered}
        onClick={() => run().toggleOrderedList().run()}
      />
      <LinkButton editor={editor} active={on.link} />
    </div>
  );
}

function LinkButton({ editor, active }: { editor: Editor; active: boolean }) {
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState("");
  function put() {
    const href = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (address.trim() === "") chain.unsetLink().run();
    else if (editor.state.selection.empty) {
      chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
    setOpen(false);
  }
  return (
    <Popover
      label="Link"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setAddress(String(editor.getAttributes("link").href ?? ""));
      }}
      trigger={<IconButton size="sm" label="Link" icon={<Link2 />} pressed={active} />}
    >
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          put();
        }}
      >
        <Field label="Address of the link" className="flex-1">
          <Input
            value={address}
            placeholder="https://"
            onChange={(event) => setAddress(event.target.value)}
          />
        </Field>
        <Button type="submit">{address.trim() === "" ? "Remove" : "Set"}</Button>
      </form>
    </Popover>
  );
}
