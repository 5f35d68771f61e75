package jackfield.engine.group;

import jackfield.engine.base.Alarm;
import jackfield.engine.route.SourceFilter;
import jackfield.wire.GroupRecord;
import jackfield.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be told of one group on one interface: its filter, what has changed of it lately, what was asked of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3376#section-5.1">RFC 3376, 5.1 and 5.2</a>; RFC 3810, 6
 */
final class GroupState {
    final IpAddress group;
    /** When a question about this group alone is answered. */
    final Alarm answer;
    /** The sources that were asked about; none: whatever the source. */
    final Set<IpAddress> asked = new LinkedHashSet<>();

    private final Set<IpAddress> touched = new LinkedHashSet<>();
    private SourceFilter filter = SourceFilter.NOBODY;
    private boolean hasNewMode;
    private int repeats;

    GroupState(IpAddress group, Answering answering) {
        this.group = group;
        this.answer = new Alarm(now -> answering.onAnswerDue(now, this));
    }

    /** Hears that the answer about a group is due. */
    interface Answering {
        void onAnswerDue(long now, GroupState state);
    }

    SourceFilter filter() {
        return filter;
    }

    /** The filter is another now, which is to be told {@code count} times. */
    void change(SourceFilter to, int count) {
        hasNewMode |= filter.excludes() != to.excludes();
        for (IpAddress source : filter.sources()) {
            if (!to.sources().contains(source)) {
                touched.add(source);
            }
        }
        for (IpAddress source : to.sources()) {
            if (!filter.sources().contains(source)) {
                touched.add(source);
            }
        }
        filter = to;
        repeats = count;
    }

    /** All is to be told anew, as if it were just joined. */
    void renew(int count) {
        hasNewMode |= filter.excludes();
        touched.addAll(filter.sources());
        repeats = count;
    }

    /** {@return whether a change is still to be told} */
    boolean isChanging() {
        return repeats > 0;
    }

    /** {@return whether nothing is wanted and nothing to be told} */
    boolean isOver() {
        return filter.isNobody() && repeats == 0;
    }

    /** {@return what tells the change once more} */
    List<GroupRecord> change() {
        List<GroupRecord> records = new ArrayList<>();
        if (hasNewMode) {
            int type = filter.excludes() ? GroupRecord.CHANGE_TO_EXCLUDE : GroupRecord.CHANGE_TO_INCLUDE;
            records.add(new GroupRecord(type, group, filter.sources()));
        } else {
            addIfAny(records, GroupRecord.ALLOW_NEW_SOURCES, touched(true));
            addIfAny(records, GroupRecord.BLOCK_OLD_SOURCES, touched(false));
        }
        if (--repeats == 0) {
            hasNewMode = false;
            touched.clear();
        }
        return records;
    }

    private List<IpAddress> touched(boolean isWanted) {
        return touched.stream()
                .filter(source -> filter.allows(source) == isWanted)
                .toList();
    }

    private void addIfAny(List<GroupRecord> records, int type, List<IpAddress> sources) {
        if (!sources.isEmpty()) {
            records.add(new GroupRecord(type, group, sources));
        }
    }

    /** {@return what answers a question about all groups, or about this one whatever the source} */
    List<GroupRecord> current() {
        if (filter.isNobody()) {
            return List.of();
        }
        int type = filter.excludes() ? GroupRecord.MODE_IS_EXCLUDE : GroupRecord.MODE_IS_INCLUDE;
        return List.of(new GroupRecord(type, group, filter.sources()));
    }

    /** {@return what answers the question that was asked; nothing if none of the sources is wanted} */
    List<GroupRecord> answer() {
        if (asked.isEmpty()) {
            return current();
        }
        List<IpAddress> wanted = asked.stream().filter(filter::allows).toList();
        asked.clear();
        List<GroupRecord> records = new ArrayList<>();
        addIfAny(records, GroupRecord.MODE_IS_INCLUDE, wanted);
        return records;
    }
}
