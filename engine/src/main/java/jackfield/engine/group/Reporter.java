package jackfield.engine.group;

import jackfield.engine.base.Alarm;
import jackfield.engine.base.DeadlineHeap;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.SourceFilter;
import jackfield.wire.GroupQuery;
import jackfield.wire.GroupRecord;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/**
 * Tells the routers of one link which groups of one family are listened to: at once when that changes, and again within
 * a second; and a random while after they ask.
 *
 * <pre>
 *   join, leave --> state change report, {@value #ROBUSTNESS} times
 *   general query --> random delay --> all groups;   query of a group --> random delay --> that group
 *   a query of an older version --> for 260 s that version is spoken
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3376#section-5">RFC 3376, 5 and 7.2</a>; RFC 3810, 6 and 8.2
 */
final class Reporter {
    private static final int ROBUSTNESS = 2;
    private static final long SECOND = 1_000_000_000L;
    private static final long UNSOLICITED_NANOS = SECOND;
    /** RFC 3376, 8.12: the robustness times the query interval, and the time for an answer. */
    private static final long OLDER_NANOS = (ROBUSTNESS * 125 + 10) * SECOND;

    private final IpInterface via;
    private final Reports reports;
    private final DeadlineHeap timers;
    private final RandomGenerator random;
    private final SequencedMap<IpAddress, GroupState> groups = new LinkedHashMap<>();
    private final Alarm changes = new Alarm(this::tellChanges);
    private final Alarm general = new Alarm(this::tellAll);
    /** By version: until when routers of it are believed to be there. */
    private final long[] olderUntil;

    Reporter(IpInterface via, Reports reports, DeadlineHeap timers, RandomGenerator random) {
        this.via = via;
        this.reports = reports;
        this.timers = timers;
        this.random = random;
        olderUntil = new long[reports.newest()];
    }

    private int version(long now) {
        for (int version = 1; version < olderUntil.length; version++) {
            if (now < olderUntil[version]) {
                return version;
            }
        }
        return reports.newest();
    }

    private long within(long nanos) {
        return 1 + random.nextLong(Math.max(1, nanos));
    }

    /** What is wanted of a group has changed. */
    void onChange(long now, IpAddress group, SourceFilter filter) {
        if (!Reports.isTold(group)) {
            return;
        }
        GroupState state = groups.computeIfAbsent(group, added -> new GroupState(added, this::onAnswerDue));
        state.change(filter, ROBUSTNESS);
        if (filter.isNobody()) {
            timers.disarm(state.answer);
        }
        tellChanges(now);
    }

    /** The interface is up again: whoever is there knows of nothing. */
    void onUp(long now) {
        groups.values().forEach(state -> state.renew(ROBUSTNESS));
        tellChanges(now);
    }

    private void tellChanges(long now) {
        int version = version(now);
        List<GroupRecord> records = new ArrayList<>();
        boolean isMore = false;
        for (GroupState state : groups.values()) {
            if (state.isChanging()) {
                List<GroupRecord> change = state.change();
                records.addAll(change);
                if (version < reports.newest() && !change.isEmpty()) {
                    reports.sendOlder(now, version, state.group, state.filter().isNobody());
                }
                isMore |= state.isChanging();
            }
        }
        if (version == reports.newest() && !records.isEmpty()) {
            reports.send(now, records);
        }
        groups.values().removeIf(GroupState::isOver);
        if (isMore) {
            timers.arm(changes, now + within(UNSOLICITED_NANOS));
        }
    }

    /** Input: a router asks. */
    void onQuery(long now, GroupQuery query) {
        if (query.version() < reports.newest()) {
            olderUntil[query.version()] = now + OLDER_NANOS;
        }
        long due = now + within(query.maxResponseNanos());
        // RFC 3376, 5.2, rule 1: what comes sooner anyhow answers this, too.
        if (general.isArmed() && general.deadline() <= due) {
            return;
        }
        if (query.group().isAny()) {
            timers.arm(general, due);
            return;
        }
        GroupState state = groups.get(query.group());
        if (state == null || state.filter().isNobody()) {
            return;
        }
        boolean isPending = state.answer.isArmed();
        if (query.sources().isEmpty() || isPending && state.asked.isEmpty()) {
            state.asked.clear();
        } else {
            state.asked.addAll(query.sources());
        }
        timers.arm(state.answer, isPending ? Math.min(due, state.answer.deadline()) : due);
    }

    private void onAnswerDue(long now, GroupState state) {
        tell(now, state.answer());
    }

    private void tellAll(long now) {
        List<GroupRecord> records = new ArrayList<>();
        for (GroupState state : groups.values()) {
            records.addAll(state.current());
        }
        // RFC 4861, 7.2.1: of our own accord we are in the groups that neighbours ask for our addresses in.
        for (IpPrefix prefix : via.addresses()) {
            IpAddress group = prefix.address().solicitedNode();
            boolean isNew = records.stream().noneMatch(record -> record.group().equals(group));
            if (reports.newest() == 2 && !prefix.address().isIpv4() && isNew) {
                records.add(new GroupRecord(GroupRecord.MODE_IS_EXCLUDE, group, List.of()));
            }
        }
        tell(now, records);
    }

    private void tell(long now, List<GroupRecord> records) {
        int version = version(now);
        if (version == reports.newest()) {
            reports.send(now, records);
            return;
        }
        for (GroupRecord record : records) {
            reports.sendOlder(now, version, record.group(), false);
        }
    }
}
