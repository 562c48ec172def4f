-- The facts at a moment: what holds now stands ready, what held then is read from the history.
create or replace macro known_plan(known_at) as table
select * from current_plan where known_at is null
union all by name
select * from recorded_plan(known_at) where known_at is not null;

create or replace macro known_phase(known_at) as table
select * from current_phase where known_at is null
union all by name
select * from recorded_phase(known_at) where known_at is not null;

create or replace macro known_topic_area(known_at) as table
select * from current_topic_area where known_at is null
union all by name
select * from recorded_topic_area(known_at) where known_at is not null;

create or replace macro known_goal(known_at) as table
select * from current_goal where known_at is null
union all by name
select * from recorded_goal(known_at) where known_at is not null;

create or replace macro known_working_group(known_at) as table
select * from current_working_group where known_at is null
union all by name
select * from recorded_working_group(known_at) where known_at is not null;

create or replace macro known_measure(known_at) as table
select * from current_measure where known_at is null
union all by name
select * from recorded_measure(known_at) where known_at is not null;

create or replace macro known_milestone(known_at) as table
select * from current_milestone where known_at is null
union all by name
select * from recorded_milestone(known_at) where known_at is not null;

create or replace macro known_funds(known_at) as table
select * from current_funds where known_at is null
union all by name
select * from recorded_funds(known_at) where known_at is not null;

create or replace macro known_indicator(known_at) as table
select * from current_indicator where known_at is null
union all by name
select * from recorded_indicator(known_at) where known_at is not null;

create or replace macro known_target(known_at) as table
select * from current_target where known_at is null
union all by name
select * from recorded_target(known_at) where known_at is not null;

create or replace macro known_observation(known_at) as table
select * from current_observation where known_at is null
union all by name
select * from recorded_observation(known_at) where known_at is not null;

create or replace macro known_evaluation(known_at) as table
select * from current_evaluation where known_at is null
union all by name
select * from recorded_evaluation(known_at) where known_at is not null;
