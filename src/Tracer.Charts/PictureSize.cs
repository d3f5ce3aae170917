namespace Tracer.Charts;

/// <summary>How wide a picture is: its letters are as large as on any other, so that a narrow one is read from afar and shows less.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Width">In units of the drawing.</param>
public sealed record PictureSize(string Name, int Width)
{
    private const int UnitsOfAnEvent = 20;

    /// <summary>A page of a review in a browser.</summary>
    public static PictureSize Page { get; } = new("page", 1200);

    /// <summary>Thrown onto a wall.</summary>
    public static PictureSize Slide { get; } = new("slide", 900);

    /// <summary>As wide as mail clients show without scrolling.</summary>
    public static PictureSize Mail { get; } = new("mail", 760);

    /// <summary>A large screen.</summary>
    public static PictureSize Wide { get; } = new("wide", 1900);

    public static IReadOnlyList<PictureSize> All { get; } = [Page, Slide, Mail, Wide];

    /// <summary>So many events stand beside each other.</summary>
    internal int Places => Width / UnitsOfAnEvent;
}
