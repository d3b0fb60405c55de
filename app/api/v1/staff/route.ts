import { route } from "@/lib/http/route";
import { listColleagues } from "@/lib/staff/colleagues/queries";
import { ColleagueList } from "@/lib/staff/colleagues/schema";

export const GET = route(
  {
    permission: "inbox.read",
    summary: "List the people and teams of the clinic to whom a conversation can be assigned",
    returns: ColleagueList,
  },
  listColleagues,
);
