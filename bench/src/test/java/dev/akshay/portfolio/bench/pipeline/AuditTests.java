package dev.akshay.portfolio.bench.pipeline;

import java.util.BitSet;
import java.util.UUID;

import dev.akshay.portfolio.bench.pipeline.Audit.Count;
import dev.akshay.portfolio.bench.pipeline.Records.Kept;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AuditTests {

	private final Count count = new Count();

	private final MailBook book = new MailBook();

	@Test
	void findsNothingWhereAllIsWell() {
		arrived(0);
		arrived(1);
		Balance balance = balance(2, 0, 1);
		assertThat(balance).isEqualTo(new Balance(2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0));
	}

	@Test
	void findsWhatWasAnsweredAndIsNotThere() {
		arrived(0);
		assertThat(balance(2, 0, 1).lost()).isEqualTo(1);
	}

	@Test
	void letsWhatWasNotAnsweredBeThereOrNot() {
		arrived(0);
		arrived(1);
		Balance balance = balance(3, 0);
		assertThat(balance.lost()).isZero();
		assertThat(balance.unanswered()).isEqualTo(1);
	}

	@Test
	void findsWhatIsThereTwice() {
		arrived(0);
		arrived(0);
		Balance balance = balance(1, 0);
		assertThat(balance.doubled()).isEqualTo(1);
		assertThat(balance.mailsAgain()).isZero();
		assertThat(balance.mailsApart()).isEqualTo(1);
	}

	@Test
	void findsReceiptsThatStandStill() {
		this.count.add(new Kept(0, true, false, false));
		this.count.add(new Kept(1, false, false, false));
		this.count.add(new Kept(2, true, false, true));
		Balance balance = balance(3, 0, 1, 2);
		assertThat(balance.standing()).isEqualTo(2);
		assertThat(balance.parked()).isEqualTo(1);
		assertThat(balance.withoutMail()).isEqualTo(3);
	}

	private void arrived(int number) {
		this.count.add(new Kept(number, true, true, false));
		this.book.arrived(number, UUID.randomUUID());
	}

	private Balance balance(int sent, int... accepted) {
		BitSet numbers = new BitSet();
		for (int number : accepted) {
			numbers.set(number);
		}
		return this.count.balance(sent, numbers, this.book, 0);
	}

}
