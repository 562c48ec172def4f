-- Where do declared ratings and computed lights, or the perspectives among each other, disagree?
-- Rows: one per plan, measure and kind of conflict, the worst first; with the last rating of each perspective
-- Parameters: plan (null: all), on, known_at (null: now)
with newest as (
    select
        plan_code,
        measure_code,
        perspective,
        max(reporting_date) as reporting_date,
        arg_max(rating, reporting_date) as rating,
        arg_max_null(reason, reporting_date) as reason
    from known_evaluation($known_at::timestamp)
    where reporting_date <= $on::date and rating is not null
    group by plan_code, measure_code, perspective
),

declared as (
    select
        plan_code,
        measure_code,
        list(
            { 'perspective': perspective, 'rating': rating, 'reporting_date': reporting_date, 'reason': reason }
            order by list_position(
                ['working_group', 'science', 'citizens_forum', 'expert_forum', 'steering_committee'], perspective
            )
        ) as ratings,
        count(*) filter (where rating in ('on_track', 'achieved')) as good,
        count(*) filter (where rating in ('at_risk', 'off_track')) as bad,
        count(*) filter (where rating = 'off_track') as off_track
    from newest
    group by plan_code, measure_code
),

compared as (
    select
        light.plan_code,
        light.measure_code,
        light.title,
        light.phase,
        light.light_delivery,
        light.light_effect,
        light.badness,
        declared.ratings,
        -- what is computed: something is bad, or all that can be assessed is good
        light.worst_light in ('at_risk', 'off_track') as is_bad,
        light.worst_light in ('on_track', 'achieved') as is_good,
        unnest(list_filter(
            [
                if(declared.good > 0 and is_bad, 'green_outside', null),
                if(declared.bad > 0 and is_good, 'red_outside', null),
                if(declared.good > 0 and declared.off_track > 0, 'perspectives', null)
            ],
            lambda kind: kind is not null
        )) as kind
    from measure_worst($on::date, $known_at::timestamp) as light
    inner join declared
        on
            light.plan_code = declared.plan_code
            and light.measure_code = declared.measure_code
    where $plan::varchar is null or light.plan_code = $plan::varchar
)

select
    plan_code,
    measure_code,
    title,
    phase,
    kind,
    light_delivery,
    light_effect,
    ratings
from compared
order by
    plan_code,
    list_position(['green_outside', 'red_outside', 'perspectives'], kind),
    badness,
    measure_code
