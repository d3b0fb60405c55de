/** The address at which a vendor tells what became of an attempt. `account`: which of our accounts signs it. */
export function callbackAddress(
  { publicUrl, account }: { publicUrl: string; account?: string | undefined },
  vendor: string,
  key: string,
): string {
  const whose = account ? `account=${encodeURIComponent(account)}&` : "";
  return `${publicUrl}/api/v1/messages/webhook/${vendor}?${whose}key=${encodeURIComponent(key)}`;
}
