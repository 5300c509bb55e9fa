package io.postrider.client.jndi;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.ContextNotEmptyException;
import javax.naming.InvalidNameException;
import javax.naming.Name;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;
import javax.naming.Reference;

/**
 * A place in the directory in memory. Contexts looked up from one another share what is bound, not their environments.
 * The directory is safe for any thread; an environment is for one.
 */
final class PostriderContext implements Context {
    private final Bindings bindings;
    private final String path;
    private final Map<String, Object> environment;

    PostriderContext(Bindings bindings, String path, Map<String, Object> environment) {
        this.bindings = bindings;
        this.path = path;
        this.environment = new Hashtable<>(environment);
    }

    // Looking up ------------------------------------------------------------------------------------------------------

    @Override
    public Object lookup(Name name) throws NamingException {
        if (name.isEmpty()) {
            return new PostriderContext(bindings, path, environment);
        }
        Bindings level = bindings;
        for (int i = 0; i < name.size(); i++) {
            if (level.isMadeOnDemand()) {
                return make(level, name.getSuffix(i));
            }
            Object bound = level.get(name.get(i));
            if (bound == null) {
                throw notFound(name, i, level);
            }
            if (i == name.size() - 1) {
                return outside(bound, name);
            }
            level = requireLevel(bound, name, i);
        }
        throw new InvalidNameException("\"" + name + "\" is no name");
    }

    @Override
    public Object lookup(String name) throws NamingException {
        return lookup(new CompositeName(name));
    }

    /** The same as {@link #lookup(Name)}: there are no links to follow. */
    @Override
    public Object lookupLink(Name name) throws NamingException {
        return lookup(name);
    }

    @Override
    public Object lookupLink(String name) throws NamingException {
        return lookup(name);
    }

    private static Object make(Bindings level, Name rest) throws NamingException {
        List<String> components = new ArrayList<>();
        rest.getAll().asIterator().forEachRemaining(components::add);
        try {
            return level.make(String.join("/", components));
        } catch (IllegalArgumentException e) {
            throw new InvalidNameException(e.getMessage());
        }
    }

    /** What the application gets of what is bound: a level as a context, a reference as what it stands for. */
    private Object outside(Object bound, Name name) throws NamingException {
        if (bound instanceof Bindings level) {
            return new PostriderContext(level, pathOf(name), environment);
        }
        if (bound instanceof Reference reference) {
            Object resolved = PostriderObjectFactory.resolve(reference);
            return resolved == null ? reference : resolved;
        }
        return bound;
    }

    private static Bindings requireLevel(Object bound, Name name, int at) throws NamingException {
        if (bound instanceof Bindings level) {
            return level;
        }
        NotContextException failure = new NotContextException(
                "\"" + name.getPrefix(at + 1) + "\" is a " + bound.getClass().getName() + ": nothing can be below it");
        failure.setRemainingName(name.getSuffix(at + 1));
        throw failure;
    }

    private NameNotFoundException notFound(Name name, int at, Bindings level) {
        List<String> near = NearNames.to(name.get(at), level.all().keySet());
        NameNotFoundException failure = new NameNotFoundException("\"" + name + "\" is not bound"
                + (near.isEmpty() ? "" : "; near it " + (near.size() == 1 ? "is " : "are ") + String.join(", ", near)));
        failure.setRemainingName(name.getSuffix(at));
        return failure;
    }

    // Writing ---------------------------------------------------------------------------------------------------------

    /** The level that a name's last component is in. */
    private Bindings parentOf(Name name) throws NamingException {
        if (name.isEmpty()) {
            throw new InvalidNameException("an empty name cannot be bound");
        }
        Bindings level = bindings;
        for (int i = 0; i < name.size() - 1; i++) {
            Object bound = level.get(name.get(i));
            if (bound == null) {
                throw notFound(name, i, level);
            }
            level = requireLevel(bound, name, i);
        }
        if (level.isMadeOnDemand()) {
            throw new OperationNotSupportedException(
                    "every name is there already in " + name.getPrefix(name.size() - 1));
        }
        return level;
    }

    private static String last(Name name) {
        return name.get(name.size() - 1);
    }

    private static Object inside(Object value) throws NamingException {
        if (value == null) {
            throw new NamingException("null cannot be bound");
        }
        // Another context of this directory is bound as its level, so that both show the same.
        return value instanceof PostriderContext context ? context.bindings : value;
    }

    @Override
    public void bind(Name name, Object value) throws NamingException {
        if (!parentOf(name).bind(last(name), inside(value))) {
            throw new NameAlreadyBoundException("\"" + name + "\" is bound already");
        }
    }

    @Override
    public void bind(String name, Object value) throws NamingException {
        bind(new CompositeName(name), value);
    }

    @Override
    public void rebind(Name name, Object value) throws NamingException {
        parentOf(name).rebind(last(name), inside(value));
    }

    @Override
    public void rebind(String name, Object value) throws NamingException {
        rebind(new CompositeName(name), value);
    }

    @Override
    public void unbind(Name name) throws NamingException {
        parentOf(name).unbind(last(name));
    }

    @Override
    public void unbind(String name) throws NamingException {
        unbind(new CompositeName(name));
    }

    @Override
    public void rename(Name oldName, Name newName) throws NamingException {
        Bindings from = parentOf(oldName);
        Object value = from.get(last(oldName));
        if (value == null) {
            throw notFound(oldName, oldName.size() - 1, from);
        }
        if (!parentOf(newName).bind(last(newName), value)) {
            throw new NameAlreadyBoundException("\"" + newName + "\" is bound already");
        }
        from.unbind(last(oldName));
    }

    @Override
    public void rename(String oldName, String newName) throws NamingException {
        rename(new CompositeName(oldName), new CompositeName(newName));
    }

    @Override
    public Context createSubcontext(Name name) throws NamingException {
        Bindings level = new Bindings();
        if (!parentOf(name).bind(last(name), level)) {
            throw new NameAlreadyBoundException("\"" + name + "\" is bound already");
        }
        return new PostriderContext(level, pathOf(name), environment);
    }

    @Override
    public Context createSubcontext(String name) throws NamingException {
        return createSubcontext(new CompositeName(name));
    }

    /** Makes a level where there is nothing yet; something that is no level is left for the bind to find. */
    void ensureSubcontext(Name name) throws NamingException {
        parentOf(name).bind(last(name), new Bindings());
    }

    @Override
    public void destroySubcontext(Name name) throws NamingException {
        Bindings parent = parentOf(name);
        Object bound = parent.get(last(name));
        if (bound == null) {
            throw notFound(name, name.size() - 1, parent);
        }
        Bindings level = requireLevel(bound, name, name.size() - 1);
        if (!level.isEmpty()) {
            throw new ContextNotEmptyException("\"" + name + "\" still has names in it");
        }
        parent.unbind(last(name));
    }

    @Override
    public void destroySubcontext(String name) throws NamingException {
        destroySubcontext(new CompositeName(name));
    }

    // Listing ---------------------------------------------------------------------------------------------------------

    private PostriderContext contextAt(Name name) throws NamingException {
        if (lookup(name) instanceof PostriderContext context) {
            return context;
        }
        throw new NotContextException("\"" + name + "\" is no context: it has no names to list");
    }

    @Override
    public NamingEnumeration<NameClassPair> list(Name name) throws NamingException {
        List<NameClassPair> found = new ArrayList<>();
        for (Map.Entry<String, Object> entry : contextAt(name).bindings.all().entrySet()) {
            found.add(new NameClassPair(entry.getKey(), classNameOf(entry.getValue())));
        }
        return new Listing<>(found.iterator());
    }

    private static String classNameOf(Object bound) {
        if (bound instanceof Bindings) {
            return Context.class.getName();
        }
        return bound instanceof Reference reference
                ? reference.getClassName()
                : bound.getClass().getName();
    }

    @Override
    public NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        return list(new CompositeName(name));
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        PostriderContext context = contextAt(name);
        List<Binding> found = new ArrayList<>();
        for (Map.Entry<String, Object> entry : context.bindings.all().entrySet()) {
            Object value = context.outside(entry.getValue(), new CompositeName().add(entry.getKey()));
            found.add(new Binding(entry.getKey(), classNameOf(entry.getValue()), value));
        }
        return new Listing<>(found.iterator());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        return listBindings(new CompositeName(name));
    }

    /** What was there when it was asked for. */
    private static final class Listing<T> implements NamingEnumeration<T> {
        private final Iterator<T> rest;

        Listing(Iterator<T> rest) {
            this.rest = rest;
        }

        @Override
        public T next() {
            return rest.next();
        }

        @Override
        public boolean hasMore() {
            return rest.hasNext();
        }

        @Override
        public void close() {
            // Holds nothing that has to be given back.
        }

        @Override
        public boolean hasMoreElements() {
            return rest.hasNext();
        }

        @Override
        public T nextElement() {
            return rest.next();
        }
    }

    // Names and environment -------------------------------------------------------------------------------------------

    private String pathOf(Name name) {
        return path.isEmpty() ? name.toString() : path + "/" + name;
    }

    @Override
    public NameParser getNameParser(Name name) {
        return CompositeName::new;
    }

    @Override
    public NameParser getNameParser(String name) {
        return CompositeName::new;
    }

    @Override
    public Name composeName(Name name, Name prefix) throws NamingException {
        return ((Name) prefix.clone()).addAll(name);
    }

    @Override
    public String composeName(String name, String prefix) throws NamingException {
        return composeName(new CompositeName(name), new CompositeName(prefix)).toString();
    }

    @Override
    public String getNameInNamespace() {
        return path;
    }

    @Override
    public Object addToEnvironment(String key, Object value) {
        return environment.put(key, value);
    }

    @Override
    public Object removeFromEnvironment(String key) {
        return environment.remove(key);
    }

    @Override
    public Hashtable<?, ?> getEnvironment() {
        return new Hashtable<>(environment);
    }

    /** Does nothing: the directory lives as long as somebody holds a part of it. */
    @Override
    public void close() {
        // Holds nothing that has to be given back.
    }
}
