-- Wirkung of each indicator: the worst of its targets that decide. Position, expected and ratio are
-- those of its value target; the planned path is always shown beside the trend.
-- reason says why there is no light: no_target, no_data, no_direction, no_target_value, no_due_date,
-- to_be_held, break, few_points, no_baseline, no_ratio (nothing to divide by, or numbers too large).
-- Rows: one per indicator
create or replace macro is_other_side(light, given) as
replace(light, 'achieved', 'on_track') <> replace(given, 'achieved', 'on_track');

create or replace macro indicator_effect_at(on_day, seen_on, seen_at, aimed_on, aimed_at, method_at) as table
with decided as (
    select
        plan_code,
        indicator_code,
        any_value(columns([
            'measure_code', 'name', 'unit', 'kind', 'direction', 'frequency', 'baseline', 'baseline_on',
            'owner', 'weight', 'direction_sign', 'last_on', 'last_value', 'last_observed_on', 'observed_on',
            'is_broken', 'points', 'yearly_change'
        ])),
        count(target_kind) filter (where not is_original) as targets,
        min({
            'light_rank': light_rank(light),
            'symbol_rank': coalesce(symbol_rank(symbol), 9),
            'kind': target_kind,
            'due_on': coalesce(target_due_on, date '9999-12-31'),
            'light': light,
            'symbol': symbol,
            'rule': rule,
            'reason': reason,
            'projected': projected,
            'miss': miss,
            'light_path': light_path,
            'light_trend': light_trend,
            'light_trend_before': light_trend_before,
            'turning_value': turning_value
        }) filter (where coalesce(is_deciding and not is_original, true)) as worst,
        min({ 'light_rank': light_rank(light), 'light': light })
            filter (where is_deciding and is_original) as worst_original,
        any_value(target_due_on) filter (where is_deciding and not is_original and has_path) as target_due_on,
        any_value(target_value) filter (where is_deciding and not is_original and has_path) as target_value,
        any_value(expected) filter (where is_deciding and not is_original and has_path) as expected,
        any_value(ratio) filter (where is_deciding and not is_original and has_path) as ratio,
        any_value(position) filter (where is_deciding and not is_original and has_path) as position
    from target_judgement(on_day, seen_on, seen_at, aimed_on, aimed_at, method_at)
    group by plan_code, indicator_code
)

select
    decided.* exclude (worst, worst_original),
    worst.kind as deciding_kind,
    worst.symbol,
    worst.projected,
    worst.miss,
    worst.light_path,
    worst.light_trend,
    worst.turning_value,
    -- targets that were never revised are the original ones
    coalesce(worst_original.light, if(targets > 0, worst.light, null)) as light_original,
    -- robust: path, trend, and trend without the last point agree; achieved is on track here
    case
        when worst.rule = 'none' then []
        else list_filter(
            [
                if(is_other_side(worst.light_path, worst.light), 'planned_path', null),
                if(is_other_side(worst.light_trend, worst.light), 'trend', null),
                if(is_other_side(worst.light_trend_before, worst.light), 'trend_without_last_point', null)
            ],
            lambda name: name is not null
        )
    end as flipped_by,
    case
        when
            worst.rule <> 'none'
            and (worst.light_path is not null)::integer
            + (worst.light_trend is not null)::integer
            + (worst.light_trend_before is not null)::integer > 1
            then len(flipped_by) = 0
    end as is_robust,
    -- all its targets were taken back or are not in force yet
    if(worst is null, 'no_target', worst.reason) as reason,
    coalesce(worst.rule, 'none') as effect_rule,
    coalesce(worst.light, 'not_assessable') as light_effect
from decided;

-- The same with one reporting date and one moment of knowledge for everything: what the pages show.
create or replace macro indicator_effect(on_day, known_at) as table
select * from indicator_effect_at(on_day, on_day, known_at, on_day, known_at, known_at);
