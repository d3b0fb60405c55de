import { File, FileText, FileX, Link2, LoaderCircle } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MessageView } from "@/lib/messages/schema";

type Attachment = MessageView["attachments"][number];

/** "340 kB": decimal units, as files are shown elsewhere on a computer. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Types that a browser shows without running anything. */
const pictures = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

export function Attachments({ files }: { files: readonly Attachment[] }) {
  return (
    <ul aria-label="Attachments" className="flex flex-wrap gap-2">
      {files.map((file) => (
        <li key={file.id}>
          {file.state !== "ready" && <Absent file={file} />}
          {file.state === "ready" && (
            <a
              href={`/api/v1/attachments/${file.id}`}
              target="_blank"
              rel="noreferrer"
              className="block rounded-lg"
              aria-label={`${file.filename}, ${sizeWords(file.size)}`}
            >
              {pictures.has(file.contentType) ? <Thumbnail file={file} /> : <Chip file={file} />}
            </a>
          )}
          {file.isLinked && <LinkNote fetchedAt={file.fetchedAt} />}
          {file.state === "ready" && isWinmail(file) && (
            <p className="max-w-72 px-1 pt-1 text-sm text-muted">
              Outlook packed what was sent into this, and only Outlook can unpack it. Ask the sender to send
              it again as a PDF, as pictures or as plain text.
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Of a file that is no part of the mail: the patient fetches it from behind a link, or has not yet. */
function LinkNote({ fetchedAt }: { fetchedAt: string | null }) {
  return (
    <p className="flex items-center gap-1 px-1 pt-1 text-xs text-muted">
      <Link2 aria-hidden className="size-3.5 shrink-0" />
      {fetchedAt === null ? (
        "Behind a link, not opened yet"
      ) : (
        <span>
          Behind a link, fetched <RelativeTime at={fetchedAt} form="clock" />
        </span>
      )}
    </p>
  );
}

/** A background, not next/image: its optimizer would keep copies of patients' pictures on disk. */
function Thumbnail({ file }: { file: Attachment }) {
  return (
    <span
      className="block h-36 w-56 max-w-full rounded-lg border bg-surface-hover bg-contain bg-center bg-no-repeat"
      style={{ backgroundImage: `url("/api/v1/attachments/${file.id}")` }}
    />
  );
}

const absences = {
  fetching: { Icon: LoaderCircle, words: "File on its way. It appears here by itself." },
  unavailable: { Icon: FileX, words: "File not available. Ask for it again." },
};

const refusals = {
  program: (name: string) => `“${name}” can run programs on a computer, so we did not keep it.`,
  too_large: (name: string) => `“${name}” was too large to keep. Ask for a smaller file.`,
  too_many: () => "There were more files than we keep. Ask for the others again.",
};

/** Outlook's own wrapping, which nothing else opens. */
const isWinmail = ({ filename, contentType }: Attachment) =>
  /^winmail\.dat$/i.test(filename) || contentType === "application/ms-tnef";

/** What was sent, when there is nothing to open. */
function Absent({ file }: { file: Attachment }) {
  const absence = absences[file.state === "fetching" ? "fetching" : "unavailable"];
  const { Icon } = absence;
  const words = file.refused ? refusals[file.refused](file.filename) : absence.words;
  return (
    <span className="flex min-h-10 items-center gap-2 rounded-lg border border-dashed px-3 text-sm text-muted">
      <Icon aria-hidden className="size-4 shrink-0" />
      {words}
    </span>
  );
}

function Chip({ file }: { file: Attachment }) {
  const Icon =
    file.contentType === "application/pdf" || file.contentType.startsWith("text/") ? FileText : File;
  return (
    <span className="flex h-10 max-w-64 items-center gap-2 rounded-lg border bg-surface px-3 text-sm text-text hover:bg-surface-hover">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{file.filename}</span>
      <span className="figures shrink-0 text-muted">{sizeWords(file.size)}</span>
    </span>
  );
}
