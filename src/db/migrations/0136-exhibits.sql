-- Exhibits: what a statement or a court calls a file or a diary sheet ("OO/1"). For those who see the case itself.
create table exhibits (
  partnership_id int not null, id uuid not null default amity.new_id(), case_id uuid not null,
  attachment_id uuid, diary_sheet_id uuid,
  reference text not null check (reference ~ '^[A-Z]{1,5}/[1-9][0-9]{0,3}[A-Z]?$'),
  description text not null check (length(description) between 1 and 500),
  given_at timestamptz not null, given_by uuid not null,
  visible_to int[] not null default '{}', hidden_from int[] not null default '{}',
  primary key (partnership_id, id),
  foreign key (partnership_id, case_id) references cases (partnership_id, id),
  foreign key (partnership_id, attachment_id) references attachments (partnership_id, id) on delete cascade,
  foreign key (partnership_id, diary_sheet_id) references diary_sheets (partnership_id, id) on delete cascade,
  check (num_nonnulls(attachment_id, diary_sheet_id) = 1)
);
create unique index exhibits_named on exhibits (partnership_id, case_id, reference);
create unique index exhibits_file on exhibits (partnership_id, attachment_id) where attachment_id is not null;
create unique index exhibits_sheet on exhibits (partnership_id, diary_sheet_id) where diary_sheet_id is not null;
select amity.wall_case_child('exhibits');
revoke update on exhibits from amity_web;
drop policy changed on exhibits;
create trigger only_added_to before update or delete on exhibits for each row execute function amity.only_added_to();
create trigger names_only_seen before insert on exhibits for each row execute function amity.names_only_seen('attachment_id', 'attachments', 'diary_sheet_id', 'diary_sheets');
create trigger signed before insert on exhibits for each row execute function amity.signed_by_themselves('given_by');
-- What is in another case is no exhibit in this one; nobody who only broke the glass names one.
create function amity.exhibit_of_its_case() returns trigger language plpgsql security definer set search_path = public, amity, pg_temp as $$
begin
  if not exists (select from attachments f where f.partnership_id = new.partnership_id and f.id = new.attachment_id and f.case_id = new.case_id
      union all select from diary_sheets d where d.partnership_id = new.partnership_id and d.id = new.diary_sheet_id and d.case_id = new.case_id) then
    raise exception 'no such record' using errcode = 'foreign_key_violation';
  end if;
  if amity.sees_by_glass(new.case_id) then raise exception 'Whoever broke the glass changes nothing' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
alter function amity.exhibit_of_its_case owner to amity_gate;
create trigger of_its_case before insert on exhibits for each row execute function amity.exhibit_of_its_case();
create trigger in_custody after insert on exhibits for each row when (new.attachment_id is not null) execute function amity.layer_in_custody();
