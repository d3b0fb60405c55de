import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names, dropping what is false or empty. It does not resolve conflicts: a `className` handed to a
 * primitive adds place and size (margin, width, grid area); looks are chosen by the primitive's own props.
 */
export function cn(...parts: ClassValue[]): string {
  return clsx(parts);
}
