import { MOST_BYTES } from "@/lib/attachments/limits/rules";
import { upload as keep } from "@/lib/attachments/outgoing/commands";
import { UploadSchema } from "@/lib/attachments/outgoing/schema";
import { upload } from "@/lib/http/upload";

export const POST = upload(
  {
    permission: "message.send",
    summary: "Keep a file for a message that is being written",
    returns: UploadSchema,
    maxBytes: MOST_BYTES,
  },
  keep,
);
