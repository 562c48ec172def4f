-- What holds now, one row per key, kept in the transaction of each upload and withdrawal.
-- The views in recorded_*.sql say how it follows from the history; a check compares the two.
create table current_plan as
select * exclude (is_withdrawn) from plan
where false;

create table current_phase as
select * exclude (is_withdrawn) from phase
where false;

create table current_topic_area as
select * exclude (is_withdrawn) from topic_area
where false;

create table current_goal as
select * exclude (is_withdrawn) from goal
where false;

create table current_working_group as
select * exclude (is_withdrawn) from working_group
where false;

create table current_measure as
select * exclude (is_withdrawn) from measure
where false;

create table current_milestone as
select
    * exclude (is_withdrawn),
    due_on as first_due_on
from milestone
where false;

create table current_funds as
select * exclude (is_withdrawn) from funds
where false;

create table current_indicator as
select * exclude (is_withdrawn) from indicator
where false;

create table current_target as
select * exclude (is_withdrawn) from target
where false;

create table current_observation as
select * exclude (is_withdrawn) from observation
where false;

create table current_evaluation as
select * exclude (is_withdrawn) from evaluation
where false;
