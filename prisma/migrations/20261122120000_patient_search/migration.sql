-- LIKE is not leakproof, so under row-level security the planner may not use the trigram index before the policy has
-- been checked on every row (37 ms at 60,000 patients). This function keeps to the clinic by itself, and then it may.
CREATE FUNCTION search_patients(patterns text[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 50
AS $$
  SELECT id FROM "Patient"
  WHERE "clinicId" = current_clinic() AND "mergedIntoId" IS NULL
    AND "searchText" LIKE patterns[1] AND "searchText" LIKE ALL (patterns)
$$;
REVOKE EXECUTE ON FUNCTION search_patients(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_patients(text[]) TO hub_app;
