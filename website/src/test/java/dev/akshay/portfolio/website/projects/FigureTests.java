package dev.akshay.portfolio.website.projects;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FigureTests {

	@ParameterizedTest
	@CsvSource({ "1M+ requests a day,'',1M+,requests a day", "revenue +10%,revenue,+10%,''",
			"$30 to $60,'',$30 to $60,''", "from 3 to 4 times faster,from,3 to 4,times faster", "many,'',many,''" })
	void setsTheNumberApart(String text, String before, String number, String after) {
		assertThat(Figure.of(text)).isEqualTo(new Figure(before, number, after));
	}

}
