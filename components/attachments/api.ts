import { ApiError } from "@/components/auth/request";
import type { UploadView } from "@/lib/attachments/outgoing/schema";

export interface Upload {
  done: Promise<UploadView>;
  stop: () => void;
}

/** Sends one file's bytes, telling how far it is (0 to 1). A plain `fetch` cannot tell. Rejects with `ApiError`. */
export function uploadFile(file: File, onProgress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<UploadView>((resolve, reject) => {
    const fail = (status: number, words: string, reason = "") =>
      reject(new ApiError(status, "upload", reason, words));
    request.open("POST", "/api/v1/attachments");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 201) return resolve(request.response);
      const { detail, reason } = request.response ?? {};
      fail(request.status, detail ?? "The file could not be kept.", reason);
    };
    request.onerror = () => fail(0, "No connection: the file is not there yet.", "offline");
    request.onabort = () => fail(0, "Removed.", "removed");
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
