package dev.akshay.portfolio.local;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Leaves the terminal that started this process. Its Ctrl-C would otherwise reach every
 * process of the suite at once, and closing it would end them all in no order.
 */
final class OwnSession {

	private OwnSession() {
	}

	@SuppressWarnings("restricted") // the JDK has no other way to call setsid(2)
	static void begin() {
		try {
			Linker linker = Linker.nativeLinker();
			MethodHandle setsid = linker.downcallHandle(linker.defaultLookup().findOrThrow("setsid"),
					FunctionDescriptor.of(ValueLayout.JAVA_INT));
			int session = (int) setsid.invokeExact();
			if (session < 0) {
				System.err.println("still in the session of the terminal");
			}
		}
		catch (Throwable ex) {
			throw new IllegalStateException("setsid cannot be called", ex);
		}
	}

}
