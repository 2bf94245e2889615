-- Why an entry of the chronology was corrected, beside what it corrects.
alter table entries add column corrected_because text check (length(corrected_because) between 1 and 500);
alter table entries add constraint corrections_say_why check (corrects_id is null or corrected_because is not null) not valid;
