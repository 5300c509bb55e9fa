package io.postrider.client.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Reads an object with nothing but permitted classes in it, and remembers what it refused. */
final class TrustedObjectInput extends ObjectInputStream {
    private static final Set<String> PLAIN_LANG = Set.of(
            "Boolean",
            "Byte",
            "CharSequence",
            "Character",
            "Comparable",
            "Double",
            "Enum",
            "Float",
            "Integer",
            "Long",
            "Number",
            "Object",
            "Record",
            "Short",
            "String",
            "StringBuffer",
            "StringBuilder");

    private static final Set<String> PLAIN_UTIL = Set.of(
            "AbstractCollection",
            "AbstractList",
            "AbstractMap",
            "AbstractMap$SimpleEntry",
            "AbstractMap$SimpleImmutableEntry",
            "AbstractQueue",
            "AbstractSequentialList",
            "AbstractSet",
            "ArrayDeque",
            "ArrayList",
            "Arrays$ArrayList",
            "BitSet",
            "CollSer",
            "Collections$EmptyList",
            "Collections$EmptyMap",
            "Collections$EmptySet",
            "Collections$ReverseComparator",
            "Collections$SingletonList",
            "Collections$SingletonMap",
            "Collections$SingletonSet",
            "Collections$SynchronizedCollection",
            "Collections$SynchronizedList",
            "Collections$SynchronizedMap",
            "Collections$SynchronizedRandomAccessList",
            "Collections$SynchronizedSet",
            "Collections$UnmodifiableCollection",
            "Collections$UnmodifiableList",
            "Collections$UnmodifiableMap",
            "Collections$UnmodifiableRandomAccessList",
            "Collections$UnmodifiableSet",
            "Currency",
            "Date",
            "Dictionary",
            "EnumMap",
            "EnumSet$SerializationProxy",
            "HashMap",
            "HashSet",
            "Hashtable",
            "ImmutableCollections$List12",
            "ImmutableCollections$ListN",
            "ImmutableCollections$Map1",
            "ImmutableCollections$MapN",
            "ImmutableCollections$Set12",
            "ImmutableCollections$SetN",
            "JumboEnumSet",
            "LinkedHashMap",
            "LinkedHashSet",
            "LinkedList",
            "Locale",
            "Map$Entry",
            "Properties",
            "RegularEnumSet",
            "Stack",
            "TreeMap",
            "TreeSet",
            "UUID",
            "Vector",
            "concurrent.ConcurrentHashMap",
            "concurrent.ConcurrentHashMap$Segment",
            "concurrent.CopyOnWriteArrayList",
            "concurrent.atomic.AtomicBoolean",
            "concurrent.atomic.AtomicInteger",
            "concurrent.atomic.AtomicLong",
            "concurrent.locks.AbstractOwnableSynchronizer",
            "concurrent.locks.AbstractQueuedSynchronizer",
            "concurrent.locks.ReentrantLock",
            "concurrent.locks.ReentrantLock$NonfairSync",
            "concurrent.locks.ReentrantLock$Sync");

    private static final Set<String> PLAIN_OTHER =
            Set.of("java.io.Serializable", "java.math.BigDecimal", "java.math.BigInteger");

    private final ObjectTrust trust;
    private final int messageBytes;
    private String refusal;

    TrustedObjectInput(InputStream in, ObjectTrust trust, int messageBytes) throws IOException {
        super(in);
        this.trust = trust;
        this.messageBytes = messageBytes;
        setObjectInputFilter(this::check);
    }

    static boolean isPlainValue(String className) {
        if (className.startsWith("java.lang.")) {
            return PLAIN_LANG.contains(className.substring("java.lang.".length()));
        }
        if (className.startsWith("java.util.")) {
            return PLAIN_UTIL.contains(className.substring("java.util.".length()));
        }
        // All of java.time's own classes are values, written through one proxy class.
        return className.startsWith("java.time.") || PLAIN_OTHER.contains(className);
    }

    /** Why the object was refused, for people; null where it was not. */
    String refusal() {
        return refusal;
    }

    private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo found) {
        if (found.depth() > ObjectTrust.MAX_DEPTH) {
            return refuse("the object graph is more than " + ObjectTrust.MAX_DEPTH + " references deep");
        }
        // Each element takes a byte at the least: a longer array is a trap for the memory.
        if (found.arrayLength() > messageBytes) {
            return refuse("an array of " + found.arrayLength() + " elements is announced in a message of "
                    + messageBytes + " bytes");
        }
        Class<?> type = elementType(found.serialClass());
        if (type == null || type.isPrimitive() || trust.permits(type.getName())) {
            return ObjectInputFilter.Status.ALLOWED;
        }
        return refuse(untrusted("class", type.getName()));
    }

    private static String untrusted(String what, String name) {
        int packageEnd = name.lastIndexOf('.');
        return what + " " + name
                + " is not trusted in a received ObjectMessage; to trust it, name it or its package in the"
                + " address option " + ObjectTrust.OPTION + ", as in " + ObjectTrust.OPTION + "="
                + (packageEnd < 0 ? name : name.substring(0, packageEnd));
    }

    private static Class<?> elementType(Class<?> type) {
        Class<?> element = type;
        while (element != null && element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    private ObjectInputFilter.Status refuse(String reason) {
        refusal = reason;
        return ObjectInputFilter.Status.REJECTED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            try {
                return Class.forName(described.getName(), false, context);
            } catch (ClassNotFoundException e) {
                // Not the application's: then it is the client's, the JDK's, or a primitive, which the next step finds.
                return super.resolveClass(described);
            }
        }
        return super.resolveClass(described);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
        for (String name : interfaces) {
            if (!trust.permits(name)) {
                refuse(untrusted("a proxy of interface", name));
                throw new InvalidClassException(Proxy.class.getName(), refusal);
            }
        }
        return super.resolveProxyClass(interfaces);
    }
}
