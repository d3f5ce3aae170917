namespace Tracer.Tests.Analysis;

public sealed class EraWordsTests
{
    [Theory]
    [InlineData(Era.All, "all since 2.6.27")]
    [InlineData(Era.E0 | Era.E1, "2.6.27 to 3.6")]
    [InlineData(Era.WithInvalidatePage, "2.6.27 to 4.12; commit 785373b4")]
    [InlineData(Era.E7, "4.15")]
    [InlineData(Era.E3 | Era.E4 | Era.E6 | Era.E9 | Era.E10, "4.11 to 4.14, 6.6 and later; commit aac2fea94f7a")]
    public void Eras_are_told_as_the_kernels_they_are_of(Era eras, string words) => Assert.Equal(words, EraWords.Of(eras));

    [Theory]
    [InlineData(Era.E0)]
    [InlineData(Era.E2)]
    [InlineData(Era.E6)]
    [InlineData(Era.E8)]
    [InlineData(Era.E9)]
    public void The_versions_are_those_by_which_a_kernel_is_judged(Era era)
    {
        foreach (var version in EraWords.Of(era).Split(" to ")) Assert.Equal(era, EraOf.Named(version));
    }
}
