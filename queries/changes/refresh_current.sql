-- Bring what holds now up to date with the history of a plan, after an upload or a withdrawal.
-- Observations are many: only the indicators that the upload speaks of are read again.
delete from current_plan where plan_code = $plan;

insert into current_plan by name
select * from recorded_plan(null) where plan_code = $plan;

delete from current_phase where plan_code = $plan;

insert into current_phase by name
select * from recorded_phase(null) where plan_code = $plan;

delete from current_topic_area where plan_code = $plan;

insert into current_topic_area by name
select * from recorded_topic_area(null) where plan_code = $plan;

delete from current_goal where plan_code = $plan;

insert into current_goal by name
select * from recorded_goal(null) where plan_code = $plan;

delete from current_working_group where plan_code = $plan;

insert into current_working_group by name
select * from recorded_working_group(null) where plan_code = $plan;

delete from current_measure where plan_code = $plan;

insert into current_measure by name
select * from recorded_measure(null) where plan_code = $plan;

delete from current_milestone where plan_code = $plan;

insert into current_milestone by name
select * from recorded_milestone(null) where plan_code = $plan;

delete from current_funds where plan_code = $plan;

insert into current_funds by name
select * from recorded_funds(null) where plan_code = $plan;

delete from current_indicator where plan_code = $plan;

insert into current_indicator by name
select * from recorded_indicator(null) where plan_code = $plan;

delete from current_target where plan_code = $plan;

insert into current_target by name
select * from recorded_target(null) where plan_code = $plan;

delete from current_observation
where
    plan_code = $plan
    and indicator_code in (select observation.indicator_code from observation where observation.upload_id = $upload_id);

insert into current_observation by name
select * from recorded_observation(null)
where
    plan_code = $plan
    and indicator_code in (select observation.indicator_code from observation where observation.upload_id = $upload_id)
order by indicator_code, observed_on;

delete from current_evaluation where plan_code = $plan;

insert into current_evaluation by name
select * from recorded_evaluation(null) where plan_code = $plan;
