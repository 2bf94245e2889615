-- The day a demotion order takes effect goes by that name since ending a demoted tenancy asks for it; days recorded under the old name go on counting.
set local role amity_gate;
update tool_events set kind = 'demotion order takes effect' where kind = 'order takes effect';
reset role;
