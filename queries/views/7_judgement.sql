-- Wirkung, target by target. Six moments take part, so that a change can be taken apart by its causes:
-- on_day is the day the path is read at; seen_on and seen_at the clocks of the observations; aimed_on
-- and aimed_at those of indicators and targets; method_at that of the thresholds.

-- What is known of each indicator, beside its last judged value and its trend.
-- Rows: one per indicator
create or replace macro indicator_measured(seen_on, seen_at, aimed_at, method_at) as table
with trend as (
    select * from indicator_trend(seen_on, seen_at, method_at)
)

select
    indicator.plan_code,
    indicator.indicator_code,
    indicator.measure_code,
    indicator.name,
    indicator.unit,
    indicator.kind,
    indicator.direction,
    indicator.frequency,
    finite(indicator.baseline) as baseline,
    indicator.baseline_on,
    indicator.owner,
    coalesce(indicator.weight, 1) as weight,
    case indicator.direction when 'up' then 1 when 'down' then -1 end as direction_sign,
    trend.* exclude (
        plan_code, indicator_code, points, is_long_enough, is_long_enough_before, last_since_on, break_on
    ),
    trend.break_on is not null as has_break,
    -- a break after the baseline, or one that the last value does not reach: they cannot be compared
    coalesce(trend.break_on > indicator.baseline_on, false)
    or coalesce(trend.break_on > trend.last_since_on, false) as is_broken,
    coalesce(trend.points, 0) as points,
    coalesce(trend.is_long_enough, false) as is_long_enough,
    coalesce(trend.is_long_enough_before, false) as is_long_enough_before
from known_indicator(aimed_at) as indicator
left join trend
    on
        indicator.plan_code = trend.plan_code
        and indicator.indicator_code = trend.indicator_code;

-- Is at least this share of the way covered? What is to be held has no way, its ratio says it. Compared
-- by values, and not by shares, as rounding weighs by the size of the values.
create or replace macro covers(share, baseline, expected, last_value, direction_sign, ratio) as
case
    when direction_sign is null then reaches(ratio, share, 1)
    else
        direction_sign * ((last_value - baseline) - share * (expected - baseline))
        >= -1e-12 * greatest(abs(baseline), abs(expected), abs(last_value))
end;

-- The light of the planned path: the distance covered as a share of the distance expected by now.
-- Where the path asks for nothing yet, a value on its right side is on track.
create or replace macro path_light(
    is_reached, is_nothing_due, baseline, expected, last_value, direction_sign, ratio, on_track_ratio,
    at_risk_ratio
) as
case
    when is_reached then 'achieved'
    when is_nothing_due and reaches(last_value, expected, direction_sign) then 'on_track'
    when is_nothing_due then 'off_track'
    when ratio is null then null
    when covers(on_track_ratio, baseline, expected, last_value, direction_sign, ratio) then 'on_track'
    when covers(at_risk_ratio, baseline, expected, last_value, direction_sign, ratio) then 'at_risk'
    else 'off_track'
end;

-- Which of two bounds is reached first, coming from the wrong side; null for what is to be held.
create or replace macro easier_bound(one, other, direction_sign) as
case
    when not isfinite(other) then null
    when direction_sign = 1 then least(one, other)
    when direction_sign = -1 then greatest(one, other)
end;

-- Everything that a target is held against: the path as it stands on the day, and what the trend covers.
-- Rows: one per indicator, set of targets (is_original), kind and date; an indicator without a target
-- has one row, in which the target is null
create or replace macro target_compared(on_day, seen_on, seen_at, aimed_on, aimed_at, method_at) as table
with measured_target as (
    select
        measured.*,
        target.kind as target_kind,
        target.due_on as target_due_on,
        target.valid_from as target_valid_from,
        target.value as target_value,
        target.upper as target_upper,
        target.upload_id as target_upload_id,
        target.sheet as target_sheet,
        target.cell as target_cell,
        target.is_original,
        target.is_deciding,
        coalesce(target.has_path, false) as has_path,
        case
            when not target.has_path then null
            -- a date that has passed: the path ends at its target
            when target.due_on < on_day and not target.is_deciding then target.value
            else path_value(
                measured.baseline_on, measured.baseline, target.passed_on, target.passed_value,
                target.next_on, target.next_value, on_day
            )
        end as expected,
        coalesce(target.due_on < on_day or target.due_on <= measured.last_on, false) as is_over,
        coalesce(target.due_on < on_day or target.due_on <= measured.last_on_before, false) as is_over_before,
        years_between(measured.last_on, target.due_on) as years_ahead,
        years_between(measured.last_on_before, target.due_on) as years_ahead_before
    from indicator_measured(seen_on, seen_at, aimed_at, method_at) as measured
    left join target_set(on_day, aimed_on, aimed_at) as target
        on
            measured.plan_code = target.plan_code
            and measured.indicator_code = target.indicator_code
)

select
    *,
    -- can the trend rule judge it, given points enough? What is to be held has no right direction
    target_kind = 'interval' or direction_sign is not null as has_trend,
    target_kind = 'value'
    and coalesce(reaches(last_value, target_value, direction_sign), false) as is_reached,
    coalesce(reaches(baseline, expected, direction_sign), false) as is_nothing_due,
    covered_ahead(yearly_change, years_ahead) as covered,
    covered_ahead(yearly_change_before, years_ahead_before) as covered_before,
    if(is_broken or not has_path, null, share_covered(baseline, target_value, last_value)) as position
from measured_target;

-- What each of the two rules says, and the trend once more without the last point.
create or replace macro target_by_both(on_day, seen_on, seen_at, aimed_on, aimed_at, method_at) as table
with measured_by as (
    select
        compared.*,
        method.on_track_ratio,
        method.at_risk_ratio,
        method.large_miss,
        -- an indicator to be held has no distance to cover: what counts is how near it stays
        case
            when is_broken or not has_path then null
            when direction = 'hold' and last_value = expected then 1
            when direction = 'hold'
                then finite(1 - finite(abs(last_value - expected)) / nullif(abs(expected), 0))
            when direction_sign is not null and not is_nothing_due
                then share_covered(baseline, expected, last_value)
        end as ratio,
        if(
            is_long_enough,
            trend_symbol(
                target_kind, direction_sign, target_value, target_upper, is_over, last_value,
                yearly_change, last_change, covered, method.small_miss, method.large_miss
            ),
            null
        ) as symbol,
        if(
            is_long_enough_before,
            trend_symbol(
                target_kind, direction_sign, target_value, target_upper, is_over_before, previous_value,
                yearly_change_before, last_change_before, covered_before, method.small_miss, method.large_miss
            ),
            null
        ) as symbol_before,
        if(
            is_long_enough and target_kind = 'value' and not is_over,
            finite(last_value + covered),
            null
        ) as projected
    from target_compared(on_day, seen_on, seen_at, aimed_on, aimed_at, method_at) as compared
    cross join method_in_force(method_at) as method
)

select
    *,
    if(projected is null or is_reached, null, missed_share(target_value, last_value, covered)) as miss,
    if(
        has_path and not is_broken and baseline is not null and expected is not null
        and last_value is not null and direction is not null,
        path_light(
            is_reached, is_nothing_due, baseline, expected, last_value, direction_sign, ratio,
            on_track_ratio, at_risk_ratio
        ),
        null
    ) as light_path,
    symbol_light(symbol, target_kind, is_reached) as light_trend,
    symbol_light(symbol_before, target_kind, false) as light_trend_before
from measured_by;

-- The last value from which on the trend says on track. It counts twice, by itself and in the mean
-- change; what is reached counts however it came to be.
create or replace macro turning_by_trend(
    target_kind, bound, upper, is_ahead, last_value, first_value, reach, least_share, direction_sign
) as
case
    when target_kind = 'direction' then first_value
    when target_kind = 'interval' and bound > upper then null
    when target_kind = 'interval' and last_value < bound then bound
    when target_kind = 'interval' and last_value > upper then upper
    when target_kind = 'interval' then null
    when not is_ahead then bound
    else easier_bound(
        bound,
        (least_share * bound + reach * first_value) / (least_share + reach),
        direction_sign
    )
end;

-- The two rules side by side for every target, and what decides: the trend where it has points enough,
-- else the planned path, else nothing. reason says why there is no light.
-- Rows: as target_compared
create or replace macro target_judgement(on_day, seen_on, seen_at, aimed_on, aimed_at, method_at) as table
with ruled as (
    select
        *,
        case
            when light_trend is not null then 'trend'
            when light_path is not null then 'planned_path'
            else 'none'
        end as rule,
        case
            when coalesce(light_trend, light_path) is not null then null
            when target_kind is null then 'no_target'
            when last_on is null then 'no_data'
            when direction is null and target_kind <> 'interval' then 'no_direction'
            when
                target_kind <> 'direction' and target_value is null
                and (target_kind <> 'interval' or target_upper is null) then 'no_target_value'
            when target_kind = 'value' and target_due_on is null then 'no_due_date'
            when not has_trend and not has_path then 'to_be_held'
            when is_broken and has_path then 'break'
            when has_break and has_trend and not is_long_enough then 'break'
            when not has_path and not is_long_enough then 'few_points'
            when has_path and (baseline is null or baseline_on is null) then 'no_baseline'
            else 'no_ratio'
        end as reason
    from target_by_both(on_day, seen_on, seen_at, aimed_on, aimed_at, method_at)
)

select
    * exclude (
        covered, covered_before, is_over_before, years_ahead_before, symbol_before, on_track_ratio,
        at_risk_ratio, large_miss
    ),
    coalesce(light_trend, light_path, if(reason = 'break', 'suspended', 'not_assessable')) as light,
    -- the last value from which on the rule says on track
    finite(case rule
        when 'trend'
            then turning_by_trend(
                target_kind, target_value, target_upper,
                target_kind = 'value' and not is_over and target_due_on is not null,
                last_value, first_value, years_ahead / years_between(first_on, last_on),
                1 - large_miss, direction_sign
            )
        when 'planned_path'
            then easier_bound(
                target_value,
                if(is_nothing_due, expected, baseline + on_track_ratio * (expected - baseline)),
                direction_sign
            )
    end) as turning_value
from ruled;
