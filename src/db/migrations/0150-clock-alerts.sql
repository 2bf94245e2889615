-- A clock of a lawful tool stands in the diary with how it is warned of: by days for orders and notices, by hours for a closure notice.
-- The warning itself is worked out whenever somebody looks (law: alerts.orders, alerts.closures), so none is lost with a chore.
alter table diary_items add column warn text check (warn in ('days', 'hours'));
create index diary_items_clocks on diary_items (partnership_id, agency_id, due_at, id) where warn is not null and done_at is null and cancelled_at is null;
set local role amity_gate;
update diary_items d set warn = case when m.tool in ('closure-notice', 'closure-notice-48') then 'hours' else 'days' end
  from matter_clocks k join matters m on m.partnership_id = k.partnership_id and m.id = k.matter_id
  where d.about_kind = 'matter clock' and d.partnership_id = k.partnership_id and d.about_id = k.id and k.bound <> 'not before';
reset role;
