package jackfield.socket.nio;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;

/** A view of a set through which members are taken away but not added. As thread-safe as the set. */
final class UngrowableSet<E> extends AbstractSet<E> {
    private final Set<E> set;

    UngrowableSet(Set<E> set) {
        this.set = set;
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public boolean contains(Object member) {
        return set.contains(member);
    }

    @Override
    public Iterator<E> iterator() {
        return set.iterator();
    }

    @Override
    public boolean remove(Object member) {
        return set.remove(member);
    }

    @Override
    public void clear() {
        set.clear();
    }

    @Override
    public boolean add(E member) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean addAll(Collection<? extends E> members) {
        throw new UnsupportedOperationException();
    }
}
