import { AwsV4Signer } from "aws4fetch";
import { expect, it } from "vitest";
import { refusalOf, signS3 } from "@/simulator/s3/signature";

// The examples of the Amazon S3 API reference, "Signature Calculations for the Authorization Header".
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const SCOPE = "20130524/us-east-1/s3/aws4_request";
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const base = { host: "examplebucket.s3.amazonaws.com", "x-amz-date": "20130524T000000Z" };
const EXAMPLES = [
  {
    name: "GET object",
    method: "GET",
    target: "/test.txt",
    headers: { ...base, range: "bytes=0-9", "x-amz-content-sha256": EMPTY },
    signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  },
  {
    name: "PUT object",
    method: "PUT",
    target: "/test%24file.text",
    headers: {
      ...base,
      date: "Fri, 24 May 2013 00:00:00 GMT",
      "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
      "x-amz-storage-class": "REDUCED_REDUNDANCY",
    },
    signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
  },
  {
    name: "GET bucket lifecycle",
    method: "GET",
    target: "/?lifecycle",
    headers: { ...base, "x-amz-content-sha256": EMPTY },
    signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  },
  {
    name: "list objects",
    method: "GET",
    target: "/?max-keys=2&prefix=J",
    headers: { ...base, "x-amz-content-sha256": EMPTY },
    signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  },
];

it.each(EXAMPLES)("$name is signed as Amazon's own example, by us and by the library", async (example) => {
  const { signature, headers, method, target } = example;
  const signed = Object.keys(headers).sort().join(";");
  expect(signS3(example, SECRET, SCOPE, signed)).toBe(signature);
  const { host, "x-amz-date": datetime, ...own } = headers;
  const signer = new AwsV4Signer({
    ...{ method, url: `https://${host}${target}`, headers: own, datetime, allHeaders: true },
    ...{ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: SECRET, service: "s3", region: "us-east-1" },
  });
  expect(await signer.signature()).toBe(signature);
});

it("refuses what was changed on its way, is too old, or is another's", () => {
  const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: SECRET };
  const [get] = EXAMPLES;
  if (!get) throw new Error("No example.");
  const names = Object.keys(get.headers).sort().join(";");
  const authorization = (keyId: string) =>
    `AWS4-HMAC-SHA256 Credential=${keyId}/${SCOPE}, SignedHeaders=${names}, Signature=${get.signature}`;
  const asked = (more = {}, keyId = keys.accessKeyId) => ({
    ...{ method: get.method, target: get.target, body: Buffer.alloc(0) },
    headers: { ...get.headers, authorization: authorization(keyId), ...more },
  });
  const at = new Date("2013-05-24T00:10:00Z");
  expect(refusalOf(asked(), keys, at)).toBeNull();
  expect(refusalOf({ ...asked(), target: "/other.txt" }, keys, at)).toBe("SignatureDoesNotMatch");
  expect(refusalOf({ ...asked(), body: Buffer.from("more") }, keys, at)).toBe("XAmzContentSHA256Mismatch");
  expect(refusalOf(asked({ "x-amz-acl": "public-read" }), keys, at)).toBe("AccessDenied");
  expect(refusalOf(asked({}, "ANOTHER"), keys, at)).toBe("InvalidAccessKeyId");
  expect(refusalOf(asked(), keys, new Date("2013-05-24T00:20:00Z"))).toBe("RequestTimeTooSkewed");
});
