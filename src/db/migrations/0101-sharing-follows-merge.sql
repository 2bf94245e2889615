-- When two agencies become one: markers and referrals that wait go on with the one that stays; what was given does not, unless that one
-- is party to the agreement it leans on. No agreement gains a party. In a trigger, because these rows are rewritten only from one.
-- amity.stays_with_agency keeps naming them: the loop over amity.moves_with_agency does not touch them.
create function amity.sharing_follows_merge() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
declare r record; joined agencies; became text; goes_on boolean; today date := amity.london_day(amity.now());
begin
  select * into joined from agencies where partnership_id = new.partnership_id and id = new.merged_into_id;
  became := new.name || ' became part of ' || joined.name;
  update markers set agency_id = joined.id where partnership_id = new.partnership_id and agency_id = new.id;
  update diary_items d set cancelled_at = amity.now(), cancelled_because = 'The two agencies became one' where d.partnership_id = new.partnership_id and d.about_kind = 'referral' and d.done_at is null and d.cancelled_at is null
    and exists (select from referrals f where f.partnership_id = d.partnership_id and f.id = d.about_id and f.state in ('sent', 'seen', 'accepted', 'working') and f.from_agency_id in (new.id, joined.id) and f.to_agency_id in (new.id, joined.id));
  update referrals set state = 'recalled', ended_at = amity.now(), ended_by = amity.officer(), outcome = 'The two agencies became one', version = version + 1
    where partnership_id = new.partnership_id and state in ('sent', 'seen', 'accepted', 'working') and from_agency_id in (new.id, joined.id) and to_agency_id in (new.id, joined.id);
  update referrals set from_agency_id = case when from_agency_id = new.id then joined.id else from_agency_id end, to_agency_id = case when to_agency_id = new.id then joined.id else to_agency_id end, version = version + 1
    where partnership_id = new.partnership_id and state in ('sent', 'seen', 'accepted', 'working') and new.id in (from_agency_id, to_agency_id);
  -- What was given to the old agency, and what it gave: its cases are led by the other by now.
  for r in select g.*, c.lead_agency_id, c.lead_officer_id from case_grants g join cases c on c.partnership_id = g.partnership_id and c.id = g.case_id
      where g.partnership_id = new.partnership_id and g.ended_at is null and (g.to_agency_id = new.id or (g.agreement_id is not null and c.lead_agency_id = joined.id)) loop
    goes_on := r.agreement_id is not null and amity.in_force(r.partnership_id, r.agreement_id, joined.id, today);
    continue when r.to_agency_id <> new.id and goes_on;
    goes_on := goes_on and r.lead_agency_id <> joined.id and r.ends_at > amity.now()
      and not exists (select from case_grants o where o.partnership_id = r.partnership_id and o.case_id = r.case_id and o.to_agency_id = joined.id and o.ended_at is null);
    update case_grants set ended_at = amity.now(), ended_by = amity.officer(),
        ended_because = became || case when goes_on then ', which is party to the same agreement' when r.lead_agency_id = joined.id and r.to_agency_id = new.id then ', which leads the case' else ', to which nothing was given: decide anew' end
      where partnership_id = r.partnership_id and id = r.id;
    if goes_on then
      insert into case_grants select (jsonb_populate_record(null::case_grants, to_jsonb(g) || jsonb_build_object('id', amity.new_id(), 'to_agency_id', joined.id, 'given_at', amity.now(), 'ended_at', null, 'ended_by', null, 'ended_because', null))).*
        from case_grants g where g.partnership_id = r.partnership_id and g.id = r.id;
    elsif r.lead_agency_id <> joined.id or r.to_agency_id <> new.id then
      perform amity.tell(r.partnership_id, r.lead_officer_id, r.lead_agency_id, 'What was shared has ended: ' || became, 'Whether it is shared again is yours to decide', r.case_id, r.id);
    end if;
  end loop;
  update sharing_parties set withdrew_at = amity.now(), withdrew_because = became where partnership_id = new.partnership_id and agency_id = new.id and withdrew_at is null;
  return null;
end $$;
alter function amity.sharing_follows_merge owner to amity_gate;
create trigger sharing_follows after update of merged_into_id on agencies for each row when (old.merged_into_id is null and new.merged_into_id is not null) execute function amity.sharing_follows_merge();
