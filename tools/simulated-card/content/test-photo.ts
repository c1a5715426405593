/** A grey figure with the word TEST below it (JPEG, 140 by 200 points). */
const drawing = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpK',
  'SkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCADIAIwDASIAAhEBAxEB/8QAGgABAAMBAQEAAAAAAAAAAAAAAAMEBQECBv/EADQQAAICAQMBBQUHBAMAAAAA',
  'AAABAgMEERIhMQUTQVFxIjJSYYEUNEJiobHBJFRygpLR8P/EABQBAQAAAAAAAAAAAAAAAAAAAAD/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwDcAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAByUlFayaS82VbM6C4hFy+fRAWwZ7zrPCMT1HPevtQWnyYF4EVWRXbxF6PyZKAAAAAAAAAAAAAACO62NUHJ/ReZIZeVb3tr091cIDzddO6Wsnx4LyIwAAAA6X',
  'MXKbarsfpIpADaBBiW97Vz70eGTgAAAAAAAAAABHfLZTOS6pGSamX92n/wC8TLAAAAAAAAAtYEtLnHwkjQMzC+8x+v7GmAAAAAAAAAAAHmyO+uUfNaGQ+HozZM/Np2z7yK9mXX5MCqAAAAAAHYxcpK',
  'MVq2Ba7PhrOU/JaF8jorVVSj4+PqSAAAAAAAAAAAAOSipRcZLVM6AM6/ElW9YJyj+qKxtEc6a7Pegm/MDJBovCqfxL6nqOJTH8OvqwM6Fc7HpCLZoY2MqVufM/PyJ4xUVpFJL5HQAAAAAAAAAAAAAA',
  'AAAAAAAAAAAAAAAAAAAAAAAAeZzjXFynJRS8WR5ORDHr3S5b6LzMa++zInum/ReCAu39p+FMf9pf9FKeTdP3rZempEAOtt9WdjZOD1jOS9GeQBbp7QvrftPevKRoY+bVfwntn8LMQAfSAzMLPaarvf',
  'HhJ/yaQHQAAAAAAACO62NNTnLov1JDG7RyO+u2RfsQ49WBBfdO+xzm+fBeRGAAAAAAAAAANLs3L10osf8Ai/4M06m09Vw0B9GCDDv+0UKT95cS9ScAAAAAAr5t3cY8pL3nwvUwy/2tZrbGtdIrV+pQ',
  'AAEkKLrI7oVWSXnGLaAjBLLGyIxcpUWJLltwfAjjXyipRosafRqD5AiBJZTbUtbKpwT41lFoRounHdCqcl5qLYEYPcarJzcI1ylJdUlqz39kyf7e3/gwIQepRlCTjOLjJdU1ozyBb7Nu7rIUX7s+Pr',
  '4GyfOJtNNdUfQU2d7TCfxLUD2AAAByT2xb8lqBhZc+8ybJfm0ITr5epwAS022RnGMbJxjquFJ6ER6g0pxb6JoC32nbYs26Csmo9NNz06Fi6FksfG2ZMKl3a4lZt1KWfZC7MssresW+Hp8ie142RTQp',
  'ZKrlCCi1sbAhyI2Q295kRuWvSNm7QtXueVb3mLlRUeNte/a4/QqWV49aUoZCuevMdjjqvU9zrw7JboZDqi/wSg3oB5yrcmN6dutdqilquG0T23WrsymSsnuc3q9z1IM2+FvdQr3ONUdqlLqxZbCXZ9',
  'VSl7cZttaAV5ScpOUm234tnAABr9lz3Y234ZaGQaPZEubY+jA0wAAI8h6Y9j/I/wBgAPnwAAAAAAAAAAAAAAAC92S/6ia/J/KAA1gAB//Z',
].join('');

/** About what photos on real cards take, so that reading one takes as long. */
const photoBytes = 3_200;

/** A photo of nobody. The words go into its comment (JPEG marker COM), so that two cards have two photos. */
export function testPhoto(words: string): Buffer {
  const picture = Buffer.from(drawing, 'base64');
  const comment = Buffer.alloc(photoBytes - picture.length - 4, ' ');
  comment.write(`TEST ${words}`);
  const marker = Buffer.from([0xff, 0xfe, 0, 0]);
  marker.writeUInt16BE(comment.length + 2, 2);
  return Buffer.concat([picture.subarray(0, 2), marker, comment, picture.subarray(2)]);
}
